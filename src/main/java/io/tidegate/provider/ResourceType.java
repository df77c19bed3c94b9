package io.tidegate.provider;

import io.tidegate.provider.declared.Declaration;
import io.tidegate.record.Pointer;
import io.tidegate.record.RecordReader;
import io.tidegate.record.RecordShape;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One resource type of a provider: where its list is, how it is paged, how its records are read.
 *
 * @param parent the type whose records each have such a list; null at the top
 * @param list where the list is
 * @param paging how the list is paged
 * @param reader reads its records
 * @param version changes whenever the declaration does
 */
public record ResourceType(
        String name, @Nullable String parent, Source list, Paging paging, RecordReader reader, String version) {

    /**
     * Where a list is.
     *
     * @param path below the base URL; {@code {parent}} stands for the parent's id
     * @param records where the records stand in the body: an array, or an object whose values they are
     * @param pageSize how many records to ask for, 0 when the provider decides
     * @param quota a rate limit of its own; null when it has none but the provider's
     * @param conditional whether the provider honours ETags, so that unchanged pages need not be sent again
     */
    public record Source(
            String path,
            Map<String, String> query,
            Pointer records,
            String sizeParameter,
            int pageSize,
            RateLimit.@Nullable Quota quota,
            boolean conditional) {
        /** The path and query of the first page. */
        String first(String parentKey) {
            String url = path.replace("{parent}", encoded(parentKey));
            for (Map.Entry<String, String> parameter : query.entrySet()) {
                url = Paging.withParameter(url, parameter.getKey(), parameter.getValue());
            }
            return pageSize == 0 ? url : Paging.withParameter(url, sizeParameter, Integer.toString(pageSize));
        }

        private static String encoded(String segment) {
            return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
        }
    }

    /** The path and query, or the whole URL, of a page. */
    public String page(String parentKey, @Nullable String cursor) {
        return paging.url(list.first(parentKey), cursor);
    }

    /** The parameters a templated route of a type may have, apart from those that only the route itself reads. */
    private static final Set<String> ROUTE_ONLY = Set.of("provider", "type", "requestsPerSecond");

    /** What is asked for its one answer: nothing of it is stored. */
    public static ResourceType account(String provider, String name, String path) {
        return of(provider, name, Map.of("path", path), List.of());
    }

    static ResourceType of(String provider, String name, Map<String, String> parameters, List<String> secrets) {
        Declaration declared = new Declaration(provider, name, parameters);
        ROUTE_ONLY.forEach(declared::find);
        // the throttle keeps as many permits in memory for each dock
        declared.integer("requestsPerSecond", 20, 1, 2000);
        String parent = declared.find("parent");
        String path = declared.require("path");
        if (!path.startsWith("/") || path.contains("?")) {
            throw declared.wrong("path", "'" + path + "': a path starts with '/' and has no query; see query");
        }
        if (path.contains("{parent}") != (parent != null)) {
            throw declared.wrong("path", "'" + path + "': {parent} and the parameter parent belong together");
        }
        Source source = new Source(
                path,
                declared.pairs("query"),
                declared.read("records", "", Pointer::of),
                declared.get("sizeParameter", "per_page"),
                declared.integer("pageSize", 0, 0, 100_000),
                declared.find("quota") == null ? null : declared.read("quota", "", RateLimit.Quota::of),
                declared.flag("conditional", false));
        String stable = declared.find("stablePages");
        Boolean shifts = stable == null ? null : !declared.flag("stablePages", false);
        Paging paging = declared.read("paging", "none", text -> Paging.of(text, shifts));
        RecordShape shape = shape(declared, secrets);
        declared.rejectUnknown();
        String version = Integer.toHexString((declared.text() + secrets).hashCode());
        return new ResourceType(name, parent, source, paging, new RecordReader(shape, version), version);
    }

    private static RecordShape shape(Declaration declared, List<String> secrets) {
        Map<String, Pointer> fields = new LinkedHashMap<>();
        fields.put(RecordShape.ID, declared.read("id", "/id", Pointer::of));
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
                fields,
                columns,
                statuses(declared),
                pointers(declared, "secrets", hidden),
                pointers(declared, "volatile", declared.words("volatile")),
                pointers(declared, "sets", declared.words("sets")));
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
