package io.tidegate.provider.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.json.Pointer;
import io.tidegate.provider.declared.Declaration;
import io.tidegate.provider.request.Template;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What events mean for one resource type.
 *
 * @param events names; one with {@code *} at its end means all that begin so
 * @param record where the record stands in the body; null when the type is listed anew instead
 * @param parent where the parent's id stands, several joined by '/'; empty at the top
 * @param deleted which of the events tell that the record is gone
 * @param onlyGone whether only that is taken from events, and the type is listed anew for everything else
 * @param time where it says when it happened; null where the delivery says it
 * @param fetch how the record is asked for, where the event only names it; null where it does not
 */
public record Touch(
        List<String> events,
        @Nullable Pointer record,
        List<Pointer> parent,
        List<Gone> deleted,
        boolean onlyGone,
        @Nullable Place time,
        @Nullable Fetch fetch) {
    private static final Set<String> ROUTE_ONLY = Set.of("provider", "type");
    private static final String NAME = "[^*\\s]*\\*?";

    public Touch {
        events = List.copyOf(events);
        parent = List.copyOf(parent);
        deleted = List.copyOf(deleted);
    }

    /**
     * How the one record that an event names is asked for.
     *
     * @param path below the base URL; {@code {id}} stands for the record's id
     * @param id where that stands in the event's body
     * @param record where the record stands in the answer
     */
    public record Fetch(Template path, Pointer id, Pointer record) {
        private static final int LONGEST_ID = 200;

        static @Nullable Fetch of(Declaration declared) {
            String path = declared.find("fetch");
            if (path == null) {
                for (String key : List.of("id", "answer", "requestsPerSecond")) {
                    if (declared.find(key) != null) {
                        throw declared.wrong(key, "is for events that only name a record; see fetch");
                    }
                }
                return null;
            }
            declared.require("id");
            declared.integer("requestsPerSecond", 20, 1, 2000);
            return new Fetch(
                    declared.read("fetch", "", Fetch::path),
                    declared.read("id", "", Pointer::of),
                    declared.read("answer", "/", Touch::record));
        }

        private static Template path(String text) {
            Template path = Template.of(text);
            boolean known = path.names().stream()
                    .allMatch(name -> name.equals(Template.ID)
                            || name.startsWith(Template.DOCK)
                            || name.startsWith(Template.PARENT));
            if (!text.startsWith("/")
                    || text.contains("?")
                    || !known
                    || !path.names().contains(Template.ID)) {
                throw new IllegalArgumentException(
                        "a path below the base URL is needed in which {id} stands, as in /v2/members/{id}; {parent} and"
                                + " {dock.parameter} may stand there too");
            }
            return path;
        }

        /** The id of the record that an event names; null when it names none that can stand in a path. */
        public @Nullable String named(JsonNode body) {
            String named = id.first(body).asText("").strip();
            boolean good = !named.isEmpty() && named.length() <= LONGEST_ID && !named.matches("\\.{1,2}");
            return good ? named : null;
        }
    }

    /**
     * Tells that a record is gone: {@code repository.deleted}, {@code /is_deleted} or {@code /action=deleted}.
     *
     * @param event a name; null when the body tells
     * @param value what must stand there
     */
    public record Gone(@Nullable String event, @Nullable Pointer at, String value) {
        private static final Pattern RULE = Pattern.compile("(/(?:\\[[^]]*]|[^=\\[])*)(?:=(.*))?");

        static Gone of(String text) {
            Matcher rule = RULE.matcher(text);
            if (rule.matches()) {
                return new Gone(null, Pointer.of(rule.group(1)), rule.group(2) == null ? "true" : rule.group(2));
            } else if (text.matches(NAME)) {
                return new Gone(text, null, "");
            }
            throw new IllegalArgumentException("an event's name, /pointer or /pointer=value is needed");
        }

        boolean holds(String name, JsonNode body) {
            return event != null
                    ? means(event, name)
                    : at != null && at.first(body).asText("").equals(value);
        }
    }

    /** Reads the parameters of a templated route of template {@code event}. */
    public static Touch of(Declaration declared) {
        ROUTE_ONLY.forEach(declared::find);
        declared.require("events");
        Touch touch = new Touch(
                declared.read("events", "", Touch::names),
                declared.find("record") == null ? null : declared.read("record", "", Touch::record),
                declared.read(
                        "parent",
                        "",
                        text -> Declaration.split(text).stream()
                                .map(Pointer::of)
                                .toList()),
                declared.read(
                        "deleted",
                        "",
                        text -> Declaration.split(text).stream().map(Gone::of).toList()),
                declared.choice("changes", "record", "record", "list").equals("list"),
                declared.find("time") == null ? null : declared.read("time", "", Place::of),
                Fetch.of(declared));
        declared.rejectUnknown();
        if (touch.fetch != null && (touch.record != null || touch.onlyGone)) {
            throw declared.wrong("fetch", "asks for the record: neither record nor changes has a meaning beside it");
        }
        if (touch.isAnew() && !(touch.deleted.isEmpty() && touch.parent.isEmpty())) {
            throw declared.wrong("record", "is missing: what is listed anew needs no deleted and no parent");
        }
        return touch;
    }

    private static List<String> names(String text) {
        List<String> names = new ArrayList<>(Declaration.split(text));
        names.stream().filter(name -> !name.matches(NAME)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("'*' stands at the end of a name only, not as in " + name);
        });
        return names;
    }

    /** Whether the type is listed anew, whatever the event says. */
    public boolean isAnew() {
        return record == null && fetch == null;
    }

    /** Whether the event itself tells all that is to know; else the type is listed anew. */
    public boolean tells(String name, JsonNode body) {
        return record != null && (!onlyGone || isGone(name, body));
    }

    /** The body itself is written '/'. */
    private static Pointer record(String text) {
        return Pointer.of(text.equals("/") ? "" : text);
    }

    private static boolean means(String declared, String name) {
        return declared.endsWith("*")
                ? name.startsWith(declared.substring(0, declared.length() - 1))
                : name.equals(declared);
    }

    /** Whether an event of that name is meant. */
    public boolean means(String name) {
        return events.stream().anyMatch(one -> means(one, name));
    }

    /** Whether it tells that the record is gone. */
    public boolean isGone(String name, JsonNode body) {
        return deleted.stream().anyMatch(one -> one.holds(name, body));
    }

    /** The parent's id, '' at the top; null when the body does not say it. */
    public @Nullable String parentKey(JsonNode body) {
        List<String> parts =
                parent.stream().map(at -> at.first(body).asText("")).toList();
        return parts.contains("") ? null : String.join("/", parts);
    }

    /** When it happened by the provider's clock; null when this does not say it. */
    public @Nullable Instant happened(Delivery delivery, JsonNode body) {
        return time == null ? null : Moment.of(time.in(delivery, body));
    }
}
