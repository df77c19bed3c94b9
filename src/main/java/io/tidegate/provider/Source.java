package io.tidegate.provider;

import io.tidegate.json.Format;
import io.tidegate.json.Pointer;
import io.tidegate.provider.declared.Declaration;
import io.tidegate.provider.request.Place;
import io.tidegate.provider.request.RequestShape;
import org.jspecify.annotations.Nullable;

/**
 * Where a list is.
 *
 * @param request what is asked
 * @param records where the records stand in the body: an array, an object whose values they are, or many places
 * @param format of the body
 * @param sizeParameter where the page size goes
 * @param pageSize how many records to ask for, 0 when the provider decides
 * @param quota a rate limit of its own; null when it has none but the provider's
 * @param conditional whether the provider honours ETags, so that unchanged pages need not be sent again
 * @param route the route that delivers the pages; null: the provider's HTTP endpoint does
 */
public record Source(
        RequestShape request,
        Pointer records,
        Format format,
        Place sizeParameter,
        int pageSize,
        RateLimit.@Nullable Quota quota,
        boolean conditional,
        @Nullable String route) {

    static Source of(Declaration declared) {
        String route = declared.find("source");
        String path = route == null ? declared.require("path") : declared.get("path", "/");
        if (!path.startsWith("/") || path.contains("?")) {
            throw declared.wrong("path", "'" + path + "': a path starts with '/' and has no query; see query");
        }
        RequestShape request = RequestShape.of(declared, path);
        boolean conditional = declared.flag("conditional", false);
        if (conditional && !request.method().equals("GET")) {
            throw declared.wrong("conditional", "is for GET: ETags belong to what is asked for by its URL alone");
        }
        return new Source(
                request,
                declared.read("records", "", Pointer::of),
                declared.read("format", "json", Format::of),
                declared.read("sizeParameter", "per_page", Place::of),
                declared.integer("pageSize", 0, 0, 100_000),
                declared.find("quota") == null ? null : declared.read("quota", "", RateLimit.Quota::of),
                conditional,
                route);
    }

    /** As the declaration writes it. */
    public String path() {
        return request.path().toString();
    }
}
