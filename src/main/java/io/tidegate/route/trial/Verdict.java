package io.tidegate.route.trial;

import io.tidegate.json.Fingerprint;
import io.tidegate.route.text.FoundFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That all files could run, kept in a file from one start to the next. It holds as long as the program, the route files and
 * the values of the properties that they name are what they were; then nothing has to be tried out again. Of processes that
 * share the file each may take away what another kept, which costs a trial and nothing else.
 */
public final class Verdict {
    /** Its name in the data folder. */
    public static final String NAME = "routes-tried";

    private static final Logger LOG = LoggerFactory.getLogger(Verdict.class);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[\\s?!]*([\\w.-]+)(:?)");
    private static final Pattern OTHER_FILE = Pattern.compile("resource:(?!classpath:)");

    private final Path file;
    private final Fingerprint program;
    private @Nullable List<String> reached;

    /**
     * @param file where it is kept
     * @param program what tells this program and its settings from another
     */
    public Verdict(Path file, String program) {
        this.file = file;
        this.program = new Fingerprint(program);
    }

    /**
     * Of the program that runs.
     *
     * @param settings what else may decide how routes are made
     * @return null where nobody knows when the program changes
     */
    public static @Nullable Verdict ofProgram(Path file, Map<String, String> settings) {
        try {
            String state = ProgramFiles.state(Path.of(System.getProperty("java.class.path")));
            return state == null ? null : new Verdict(file, state + "\n" + new TreeMap<>(settings));
        } catch (IOException | RuntimeException e) {
            LOG.debug("the files of the program were not looked at, so the routes are tried out", e);
            return null;
        }
    }

    /**
     * Whether it was reached before for the same. To be asked once: what was kept is taken away until {@link #keep}, so that a
     * start that does not come to its end is followed by one that tries everything out.
     */
    boolean holds(Map<String, FoundFile> found, LiveProperties properties) {
        List<String> kept = take();
        if (kept.isEmpty() || !isSelfContained(found, properties)) {
            return false;
        }
        List<String> now = lines(found, kept.subList(1, kept.size()), properties);
        if (!now.equals(kept)) {
            return false;
        }
        reached = now;
        return true;
    }

    /** All files were tried out, and can run. */
    void reach(Map<String, FoundFile> found, LiveProperties properties) {
        Set<String> names = new TreeSet<>(properties.asked());
        // what the environment answers first, the properties were not asked for
        found.values().forEach(each -> placeholders(each).forEach(one -> names.add(one.group(1))));
        reached = isSelfContained(found, properties) ? lines(found, names, properties) : null;
    }

    /** For the next start, when everything runs. */
    public void keep() {
        if (reached == null) {
            return;
        }
        try {
            Files.write(file, reached);
        } catch (IOException e) {
            LOG.debug("{} cannot be written, so the next start tries the routes out: {}", file, e.getMessage());
        }
        reached = null;
    }

    private List<String> take() {
        try {
            List<String> kept = Files.readAllLines(file);
            Files.delete(file);
            return kept;
        } catch (IOException e) {
            // none, or one that cannot be taken away: then it would outlive a start that fails
            return List.of();
        }
    }

    /** What a file takes from elsewhere, such as the environment, may be another thing the next time. */
    private static boolean isSelfContained(Map<String, FoundFile> found, LiveProperties properties) {
        for (FoundFile each : found.values()) {
            String text = each.text();
            if (text == null || OTHER_FILE.matcher(text).find()) {
                return false;
            }
            if (placeholders(each).anyMatch(one -> !one.group(2).isEmpty() && properties.isFunction(one.group(1)))) {
                return false;
            }
        }
        return true;
    }

    private static Stream<MatchResult> placeholders(FoundFile file) {
        return PLACEHOLDER.matcher(Objects.requireNonNullElse(file.text(), "")).results();
    }

    private List<String> lines(Map<String, FoundFile> found, Collection<String> names, LiveProperties properties) {
        StringBuilder all = new StringBuilder();
        for (FoundFile each : new TreeMap<>(found).values()) {
            add(all, each.name());
            add(all, each.text());
        }
        for (String name : names) {
            add(all, name);
            add(all, properties.inLive(name));
        }
        List<String> lines = new ArrayList<>(names);
        lines.add(0, program.of(all.toString()));
        return lines;
    }

    private static void add(StringBuilder all, @Nullable String text) {
        all.append(text == null ? -1 : text.length()).append(':').append(text);
    }
}
