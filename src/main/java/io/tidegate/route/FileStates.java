package io.tidegate.route;

import io.tidegate.route.text.FoundFile;
import io.tidegate.route.text.RefusedFileException;
import io.tidegate.route.text.RouteFile;
import io.tidegate.route.text.RouteItem;
import io.tidegate.route.text.Sentence;
import io.tidegate.route.trial.Trial.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How the files stand, told by the reloader's thread to whoever asks. */
final class FileStates {
    private final Map<String, Instant> loadedAt = new TreeMap<>();
    private final Map<String, RouteFault> faults = new TreeMap<>();

    private volatile List<RouteFileStatus> status = List.of();
    private volatile Map<String, RouteText> texts = Map.of();

    List<RouteFileStatus> status() {
        return status;
    }

    @Nullable RouteText text(String file) {
        return texts.get(file);
    }

    /** A file took effect; null when it is gone. */
    void loaded(String file, @Nullable Instant at) {
        if (at == null) {
            loadedAt.remove(file);
        } else {
            loadedAt.put(file, at);
        }
    }

    /**
     * What became of the files on disk.
     *
     * @param failed why files that were tried out well do not run
     * @return why files are not in effect; of others nothing is told any more
     */
    Map<String, RefusedFileException> refused(Outcome outcome, Map<String, Exception> failed) {
        Map<String, RefusedFileException> refused = failed(failed);
        refused.putAll(outcome.refused());
        faults.keySet().retainAll(refused.keySet());
        return refused;
    }

    /** What is to be told of files that did not start. */
    static Map<String, RefusedFileException> failed(Map<String, Exception> failed) {
        Map<String, RefusedFileException> told = new TreeMap<>();
        failed.forEach((file, e) -> told.put(
                file, new RefusedFileException(file, null, "did not start: " + Sentence.of(e.getMessage()), e)));
        return told;
    }

    /** Whether that is new. */
    boolean refused(RouteFault fault) {
        RouteFault before = faults.get(fault.file());
        if (before != null && before.text().equals(fault.text())) {
            return false;
        }
        faults.put(fault.file(), fault);
        return true;
    }

    boolean isFaulty() {
        return !faults.isEmpty();
    }

    /** From now on this is told. */
    void publish(RunningRoutes running, Map<String, FoundFile> seen) {
        TreeSet<String> names = new TreeSet<>(running.set().names());
        names.addAll(faults.keySet());
        List<RouteFileStatus> files = new ArrayList<>();
        Map<String, RouteText> known = new TreeMap<>();
        for (String name : names) {
            RouteFile file = running.set().find(name);
            List<String> ids = file == null
                    ? List.of()
                    : file.routes().stream().map(RouteItem::id).toList();
            files.add(new RouteFileStatus(name, loadedAt.get(name), ids, running.waiting(name), faults.get(name)));
            known.put(name, text(name, file, seen.get(name)));
        }
        texts = Map.copyOf(known);
        status = List.copyOf(files);
    }

    private static RouteText text(String name, @Nullable RouteFile file, @Nullable FoundFile found) {
        List<RouteText.Place> places = file == null
                ? List.of()
                : file.routes().stream().map(FileStates::place).toList();
        return new RouteText(name, file == null ? null : file.text(), found == null ? null : found.text(), places);
    }

    private static RouteText.Place place(RouteItem item) {
        RouteItem.Located template = item.kind() == RouteItem.Kind.TEMPLATED ? item.template() : null;
        return new RouteText.Place(item.id(), item.line(), template == null ? null : template.text());
    }
}
