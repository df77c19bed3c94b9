package io.tidegate.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.simulator.Answer;
import io.tidegate.simulator.Asked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A type's lists at the scripted provider: at the top, or one for each record of a parent, of which the first has all. */
final class ListScript {
    private static final Pattern PLACE = Pattern.compile("\\{(/[^}]+)}");

    private final TypeFixture type;
    private final @Nullable ListScript parent;
    private final SyncTokens tokens = new SyncTokens();
    private final List<ObjectNode> records = new ArrayList<>();
    private final Deque<Answer> once = new ArrayDeque<>();
    private final List<Asked> asked = new ArrayList<>();
    private @Nullable Answer always;

    ListScript(TypeFixture type, @Nullable ListScript parent) {
        this.type = type;
        this.parent = parent;
        records.add(type.record(0));
    }

    TypeFixture type() {
        return type;
    }

    /** Its records, to be changed. */
    List<ObjectNode> records() {
        return records;
    }

    /** Holds so many. */
    void fill(int count) {
        records.clear();
        for (int i = 0; i < count; i++) {
            records.add(type.record(i));
        }
    }

    /** Answers for its next requests, each given once. */
    void next(Answer... answers) {
        once.addAll(List.of(answers));
    }

    /** What its first list answers from now on. */
    void always(Answer answer) {
        always = answer;
    }

    /** What it was asked. */
    List<Asked> asked() {
        return asked;
    }

    /** An answer, or null when another list is meant. */
    @Nullable Answer answer(Asked request) {
        int list = find(request);
        if (list < 0) {
            return null;
        }
        asked.add(request);
        Answer next = once.poll();
        if (next != null) {
            return next;
        } else if (always != null && list == 0) {
            return always;
        } else if (type.single()) {
            return list < records.size()
                    ? Pages.of(type).page(records.subList(list, list + 1), request)
                    : new ProviderFixture.Spelt(type.text().path("absent")).at(request.at());
        } else if (!type.get("sync").isMissingNode()) {
            return tokens.answer(type, records, form(request));
        }
        return Pages.of(type).page(list == 0 ? since(request) : List.of(), request);
    }

    /** Which of its lists is meant: the parent's number, 0 at the top, -1 when none is. */
    private int find(Asked request) {
        String path = request.uri().getRawPath();
        if (parent == null) {
            JsonNode body = type.text().path("body");
            return path.equals(type.path())
                            && (body.isMissingNode() || form(request).contains(body.asText()))
                    ? 0
                    : -1;
        }
        for (int i = 0; i < parent.records.size(); i++) {
            ObjectNode record = parent.records.get(i);
            String own = PLACE.matcher(type.path())
                    .replaceAll(place -> Matcher.quoteReplacement(
                            segment(record.at(place.group(1)).asText())));
            if (path.equals(own)) {
                return i;
            }
        }
        return -1;
    }

    /** Writes its records as a table. */
    void drop(Path file) {
        List<String> names =
                type.sample().propertyStream().map(Map.Entry::getKey).toList();
        StringBuilder table = new StringBuilder(String.join(",", names)).append("\r\n");
        for (ObjectNode record : records) {
            table.append(names.stream()
                            .map(name -> '"' + record.path(name).asText().replace("\"", "\"\"") + '"')
                            .collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<ObjectNode> since(Asked request) {
        String from = request.query().get(type.text().at("/since/parameter").asText());
        return from == null
                ? records
                : records.stream()
                        .filter(one ->
                                one.at(type.text().at("/since/at").asText()).asLong() >= Long.parseLong(from))
                        .toList();
    }

    private static String form(Asked request) {
        return URLDecoder.decode(request.body(), StandardCharsets.UTF_8);
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
