package io.tidegate.route.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads one YAML text into {@link YamlNode}s, strictly: no aliases, no key twice, one document. */
final class YamlReader {
    private static final int MAX_DEPTH = 60;

    private final String file;
    private final Parser parser;

    private YamlReader(String file, String text) {
        this.file = file;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(RouteFile.MAX_BYTES)
                .build();
        parser = new ParserImpl(settings, new StreamReader(settings, text));
    }

    /**
     * @return null when the text holds no document
     * @throws RefusedFileException when the text is no YAML, with the parser's line
     */
    static @Nullable YamlNode read(String file, String text) {
        try {
            return new YamlReader(file, text).document();
        } catch (MarkedYamlEngineException e) {
            // a text that ends too early is at fault where it ends, not in the empty lines after it
            int last = text.stripTrailing().split("\n", -1).length;
            Integer line =
                    e.getProblemMark().map(mark -> Math.min(line(mark), last)).orElse(null);
            throw new RefusedFileException(file, line, problem(e), e);
        } catch (YamlEngineException e) {
            throw new RefusedFileException(file, null, "no valid YAML: " + Sentence.of(e.getMessage()), e);
        }
    }

    private static String problem(MarkedYamlEngineException e) {
        String context = e.getContext() == null ? "" : Sentence.of(e.getContext()) + ", ";
        return "no valid YAML: " + context + Sentence.of(e.getProblem());
    }

    private @Nullable YamlNode document() {
        expect(Event.ID.StreamStart);
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            return null;
        }
        expect(Event.ID.DocumentStart);
        YamlNode root = node(0);
        expect(Event.ID.DocumentEnd);
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            throw refused(parser.next(), "a second YAML document starts here; a route file is one document");
        }
        return root;
    }

    private void expect(Event.ID id) {
        Event event = parser.next();
        if (event.getEventId() != id) {
            throw refused(event, "no valid YAML: " + id + " expected");
        }
    }

    private YamlNode node(int depth) {
        Event event = parser.next();
        if (depth > MAX_DEPTH) {
            throw refused(event, "nested deeper than " + MAX_DEPTH + " levels");
        }
        if (event instanceof AliasEvent) {
            throw refused(event, "anchors and aliases (& and *) are not allowed in route files; repeat the value");
        }
        if (event instanceof NodeEvent anchored && anchored.getAnchor().isPresent()) {
            throw refused(event, "anchors and aliases (& and *) are not allowed in route files; repeat the value");
        }
        if (event instanceof ScalarEvent scalar) {
            return new YamlNode(line(event), scalar.getValue(), List.of(), List.of());
        }
        return event.getEventId() == Event.ID.SequenceStart
                ? new YamlNode(line(event), null, List.of(), items(depth))
                : new YamlNode(line(event), null, entries(depth), List.of());
    }

    private List<YamlNode> items(int depth) {
        List<YamlNode> items = new ArrayList<>();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            items.add(node(depth + 1));
        }
        parser.next();
        return items;
    }

    private List<YamlNode.Entry> entries(int depth) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Event at = parser.peekEvent();
            YamlNode key = node(depth + 1);
            if (key.scalar() == null) {
                throw refused(at, "a key must be a plain text");
            }
            if (!keys.add(key.scalar())) {
                throw refused(at, "key '" + key.scalar() + "' is written twice");
            }
            entries.add(new YamlNode.Entry(key.scalar(), key.line(), node(depth + 1)));
        }
        parser.next();
        return entries;
    }

    private RefusedFileException refused(Event event, String reason) {
        return new RefusedFileException(file, line(event), reason);
    }

    private static int line(Event event) {
        Optional<Mark> mark = event.getStartMark();
        return mark.map(YamlReader::line).orElse(1);
    }

    private static int line(Mark mark) {
        return mark.getLine() + 1;
    }
}
