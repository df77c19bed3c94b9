package io.tidegate.provider;

import io.tidegate.json.Condition;
import io.tidegate.json.Jq;
import io.tidegate.json.Pointer;
import io.tidegate.provider.declared.Declaration;
import io.tidegate.provider.request.Place;
import io.tidegate.provider.request.Place.Filled;
import io.tidegate.provider.request.ProviderRequest;
import io.tidegate.provider.request.RequestBody;
import io.tidegate.provider.request.RequestShape;
import io.tidegate.provider.request.Template;
import io.tidegate.record.RecordReader;
import io.tidegate.record.RecordShape;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One resource type of a provider: which lists it has, where they are, how they are paged, how their records are read.
 *
 * @param lists which lists there are
 * @param list where a list is
 * @param paging how it is paged
 * @param incremental how it is asked for changes alone; null when it cannot be
 * @param policy what is made of it
 * @param reader reads its records
 * @param version changes whenever the declaration does
 */
public record ResourceType(
        String name,
        Lists lists,
        Source list,
        Paging paging,
        @Nullable Incremental incremental,
        ListPolicy policy,
        RecordReader reader,
        String version) {

    /**
     * What a listing asks with.
     *
     * @param cursor of the page; null for the first
     * @param since what the last listing left, as the provider wants it; null when nothing is asked by it
     * @param until up to when is asked; null when nothing is asked by it
     */
    public record Asked(
            @Nullable String cursor,
            @Nullable String since,
            @Nullable String until) {}

    /**
     * The request for a page.
     *
     * @param values what the declaration's places are filled with: of the parent, of the dock
     * @throws IllegalArgumentException when one of them is missing
     */
    public ProviderRequest request(Asked asked, Template.Values values) {
        List<Filled> places = new ArrayList<>();
        if (list.pageSize() > 0) {
            places.add(list.sizeParameter().filled(list.pageSize()));
        }
        places.addAll(paging.places(asked.cursor()));
        if (incremental != null && asked.since() != null) {
            places.add(incremental.place().filled(asked.since()));
        }
        if (incremental != null && incremental.time() != null && asked.until() != null) {
            places.add(
                    java.util.Objects.requireNonNull(incremental.time().until()).filled(asked.until()));
        }
        ProviderRequest first = list.request()
                .fill(
                        name -> switch (name) {
                            case Template.CURSOR -> asked.cursor();
                            case Template.SINCE -> asked.since();
                            case Template.UNTIL -> asked.until();
                            case Template.PAGE_SIZE -> Integer.toString(list.pageSize());
                            default -> values.get(name);
                        },
                        places);
        return paging.leads() && asked.cursor() != null ? first.at(asked.cursor()) : first;
    }

    /** The parameters a templated route of a type may have, apart from those that only the route itself reads. */
    private static final Set<String> ROUTE_ONLY = Set.of("provider", "type", "requestsPerSecond");

    /** Answers by which one record is gone. */
    private static final List<Answers.Rule> GONE = List.of(Answers.Rule.of("404"), Answers.Rule.of("410"));

    /** What is asked for its one answer: nothing of it is stored. */
    public static ResourceType account(String provider, String name, String path) {
        return of(provider, name, Map.of("path", path), List.of());
    }

    /** The same, of which one record is asked for alone; that it is not there any more is an answer. */
    public ResourceType one(Template path) {
        Source source = new Source(
                new RequestShape("GET", path, Map.of(), list.request().headers(), new RequestBody.None()),
                list.records(),
                list.format(),
                list.sizeParameter(),
                0,
                null,
                false,
                null);
        ListPolicy alone = new ListPolicy(policy.deletions(), null, List.of(), GONE, 0);
        return new ResourceType(name, lists, source, Paging.of("none", null, null), null, alone, reader, version);
    }

    static ResourceType of(String provider, String name, Map<String, String> parameters, List<String> secrets) {
        Declaration declared = new Declaration(provider, name, parameters);
        ROUTE_ONLY.forEach(declared::find);
        // the throttle keeps as many permits in memory for each dock
        declared.integer("requestsPerSecond", 20, 1, 2000);
        Lists lists = Lists.of(declared);
        Source source = Source.of(declared);
        check(declared, lists, source);
        String stable = declared.find("stablePages");
        Boolean shifts = stable == null ? null : !declared.flag("stablePages", false);
        Stop stop = declared.find("stop") == null ? null : declared.read("stop", "", Stop::of);
        Paging paging = declared.read("paging", "none", text -> Paging.of(text, shifts, stop));
        ZoneId zone = declared.find("timezone") == null ? null : declared.read("timezone", "", ResourceType::zone);
        Incremental incremental = Incremental.of(declared, zone == null ? ZoneOffset.UTC : zone);
        inBody(declared, "paging", source, paging.places("1").stream().map(Filled::place));
        inBody(declared, "incremental", source, Stream.ofNullable(incremental).map(Incremental::place));
        ListPolicy policy = ListPolicy.of(declared);
        RecordShape shape = shape(declared, secrets, zone);
        declared.rejectUnknown();
        String version = Integer.toHexString((declared.text() + secrets).hashCode());
        return new ResourceType(
                name, lists, source, paging, incremental, policy, new RecordReader(shape, version), version);
    }

    private static void check(Declaration declared, Lists lists, Source source) {
        if (source.route() != null) {
            return;
        }
        if (mentions(source, "{parent") == lists.parents().isEmpty()) {
            throw declared.wrong("path", "'" + source.path() + "': {parent} and the parameter parent belong together");
        }
        if (mentions(source, "{id}")) {
            throw declared.wrong("path", "{id} is for the parameter fetch of template event; a list has no id");
        }
        if (mentions(source, "{each") == lists.each().isEmpty()) {
            throw declared.wrong("each", "belongs together with {each} in the path, the query or the body");
        }
    }

    /** @throws io.tidegate.provider.declared.DeclarationException when one of the places stands in a body that has none */
    private static void inBody(Declaration declared, String key, Source source, Stream<Place> places) {
        RequestBody body = source.request().body();
        boolean none = body instanceof RequestBody.None || body instanceof RequestBody.Text;
        if (none && places.anyMatch(place -> place.kind() == Place.Kind.BODY)) {
            throw declared.wrong(key, "names a place in the body, which must be json, form or graphql then");
        }
    }

    private static boolean mentions(Source source, String place) {
        return source.request()
                        .templates()
                        .anyMatch(template -> template.toString().contains(place))
                || source.request().body().toString().contains(place);
    }

    private static RecordShape shape(Declaration declared, List<String> secrets, @Nullable ZoneId zone) {
        Map<String, Pointer> fields = new LinkedHashMap<>();
        for (String field : List.of(RecordShape.NAME, RecordShape.STATUS, RecordShape.REGION)) {
            if (declared.find(field) != null) {
                fields.put(field, declared.read(field, "", Pointer::of));
            }
        }
        Map<String, Pointer> columns = new LinkedHashMap<>();
        for (Map.Entry<String, String> time :
                Map.of("created", "created_at", "updated", "updated_at").entrySet()) {
            if (declared.find(time.getKey()) != null) {
                columns.put(time.getValue(), declared.read(time.getKey(), "", Pointer::of));
            }
        }
        declared.pairs("columns")
                .forEach((column, pointer) -> columns.put(column, pointer(declared, "columns", pointer)));
        List<String> hidden = new ArrayList<>(secrets);
        hidden.addAll(declared.words("secrets"));
        return new RecordShape(
                pointers(declared, "id", Declaration.split(declared.get("id", "/id"))),
                fields,
                columns,
                statuses(declared),
                new RecordShape.Marks(
                        pointers(declared, "secrets", hidden),
                        pointers(declared, "personal", declared.words("personal")),
                        pointers(declared, "volatile", declared.words("volatile")),
                        pointers(declared, "sets", declared.words("sets"))),
                new RecordShape.Selection(
                        condition(declared, "keep"),
                        declared.find("transform") == null ? null : declared.read("transform", "", Jq::of),
                        condition(declared, "deleted")),
                zone);
    }

    private static @Nullable Condition condition(Declaration declared, String key) {
        return declared.find(key) == null ? null : declared.read(key, "", Condition::of);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time zone like UTC or Europe/Dublin is needed", e);
        }
    }

    /** By the provider's word in lower case, as records are looked up. */
    private static Map<String, String> statuses(Declaration declared) {
        Map<String, String> statuses = new LinkedHashMap<>();
        declared.pairs("statuses").forEach((theirs, ours) -> {
            if (!RecordShape.STATUSES.contains(ours)) {
                throw declared.wrong(
                        "statuses", "'" + ours + "': allowed are " + String.join(", ", RecordShape.STATUSES));
            }
            statuses.put(theirs.toLowerCase(Locale.ROOT), ours);
        });
        return statuses;
    }

    private static List<Pointer> pointers(Declaration declared, String key, List<String> words) {
        return words.stream().map(word -> pointer(declared, key, word)).toList();
    }

    private static Pointer pointer(Declaration declared, String key, String text) {
        try {
            return Pointer.of(text);
        } catch (IllegalArgumentException e) {
            throw declared.wrong(key, "'" + text + "': " + e.getMessage());
        }
    }
}
