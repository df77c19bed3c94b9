package io.tidegate.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.json.Differences;
import io.tidegate.json.Format;
import io.tidegate.json.JsonText;
import io.tidegate.provider.Paging;
import io.tidegate.provider.ResourceType;
import io.tidegate.provider.failure.InvalidResponseException;
import io.tidegate.provider.failure.SkippedException;
import io.tidegate.record.ChangeStore;
import io.tidegate.record.FieldChanges;
import io.tidegate.record.PageReader;
import io.tidegate.record.PageStore;
import io.tidegate.record.PageStore.StoredPage;
import io.tidegate.record.ProviderRecord;
import io.tidegate.record.ResourceStore;
import io.tidegate.record.ResourceStore.Known;
import io.tidegate.run.Listing;
import io.tidegate.run.SyncRun;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Compares a page with what is known, by fingerprint, and leaves in the header {@code page} what the upsert needs: the
 * changed records, their history, and the ids of all.
 */
public final class ChangeDetector {
    static final String PAGE = "page";

    /** Strong or weak (RFC 9110), in plain characters, and one: a header that comes twice is no text but a list. */
    private static final Pattern ETAG = Pattern.compile("(?:W/)?\"[!#-~]{0,1000}\"");

    private final ResourceStore resources;
    private final ChangeStore history;
    private final JsonText text;
    private final ObjectMapper json;
    private final InstantSource clock;

    public ChangeDetector(ResourceStore resources, ChangeStore history, ObjectMapper json, InstantSource clock) {
        this.resources = resources;
        this.history = history;
        this.text = new JsonText(json);
        this.json = json;
        this.clock = clock;
    }

    /** @throws InvalidResponseException when the body is not a page of this list */
    public void detect(Exchange exchange) {
        Listing listing = Listing.of(exchange);
        StoredPage same = listing.conditional().unchanged();
        if (same != null) {
            unchanged(exchange, listing, same);
            return;
        }
        ResourceType type = listing.type();
        JsonNode body = listing.isAnsweredEmpty() ? MissingNode.getInstance() : body(exchange, type);
        PageReader.Page read = listing.isAnsweredEmpty() ? PageReader.Page.empty() : records(exchange, body, type);
        Map<String, ProviderRecord> records = read.records();
        Paging.Page answered = new Paging.Page(
                listing.cursor(),
                body,
                name -> exchange.getMessage().getHeader(name, String.class),
                read.listed(),
                type.list().pageSize(),
                read.last(),
                listing.listed());
        String next = listing.isAnsweredEmpty() ? null : next(exchange, listing, answered);
        listing.check(List.copyOf(records.keySet()), next);
        listing.told(body);
        listing.leftOut(read.leftOut());
        records.values().removeIf(one -> !listing.counts(one));

        ObjectNode page = frame(SyncRun.of(exchange), listing, next);
        String request = listing.conditional().request();
        String etag = exchange.getMessage().getHeader("ETag") instanceof String one ? one : "";
        // a page that ends the listing too soon is no last page, and would be taken for one if it did not come again
        boolean kept = !listing.isCut() && type.paging().tellsNext(answered, next);
        if (request != null && kept && ETAG.matcher(etag).matches()) {
            page.put("etag", etag).put("fingerprint", PageStore.fingerprint(request, records.values()));
        }
        int changed = compare(listing, records, page);
        commit(exchange, page, new PageCommit.Page(next, records.size(), changed, read.listed()));
    }

    private JsonNode body(Exchange exchange, ResourceType type) {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        if (body == null && type.list().route() != null) {
            throw new SkippedException(0, type.list().route() + " delivers nothing");
        }
        try {
            return type.list().format().tree(body == null ? new byte[0] : body, text);
        } catch (IllegalArgumentException e) {
            throw invalid(exchange, e);
        }
    }

    private static PageReader.Page records(Exchange exchange, JsonNode body, ResourceType type) {
        try {
            return records(body, type);
        } catch (IllegalArgumentException e) {
            throw invalid(exchange, e);
        }
    }

    /**
     * The records of a page.
     *
     * @throws IllegalArgumentException when the body is no page of the type's list
     */
    public static PageReader.Page records(JsonNode body, ResourceType type) {
        boolean alone = type.list().format().kind() == Format.Kind.XML;
        return PageReader.records(body, type.list().records(), alone, type.reader());
    }

    private static InvalidResponseException invalid(Exchange exchange, IllegalArgumentException e) {
        String content = exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, "none", String.class);
        return new InvalidResponseException(200, e.getMessage() + " (content type " + content + ")");
    }

    /** The cursor of the next page; null at the end, and where the declaration lets no more pages be asked for. */
    private static @Nullable String next(Exchange exchange, Listing listing, Paging.Page answered) {
        Paging paging = listing.type().paging();
        String page = exchange.getMessage().getHeader(Exchange.HTTP_URI, "", String.class);
        String next = followable(paging, paging.next(answered), page);
        int most = listing.type().policy().mostPages();
        if (next != null && most > 0 && listing.pages() + 1 >= most) {
            listing.cut();
            return null;
        }
        return next;
    }

    /** A page that the provider does not send again: what is stored of it counts. */
    private void unchanged(Exchange exchange, Listing listing, StoredPage same) {
        listing.check(same.ids(), same.next());
        ObjectNode page = frame(SyncRun.of(exchange), listing, same.next());
        page.putNull("ids").putArray("rows");
        page.putArray("changes");
        same.missing().forEach(page.putArray("found")::add);
        commit(
                exchange,
                page,
                new PageCommit.Page(
                        same.next(), same.ids().size(), 0, same.ids().size()));
    }

    private void commit(Exchange exchange, ObjectNode page, PageCommit.Page expected) {
        PageCommit.expect(exchange, expected);
        exchange.getMessage().setBody(null);
        try {
            exchange.getMessage().setHeader(PAGE, json.writeValueAsString(page));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON can be written", e);
        }
    }

    /** A link may be relative to the page that holds it (RFC 3986); what is no URL is left, to be refused by name. */
    public static @Nullable String followable(Paging paging, @Nullable String next, String page) {
        if (next == null || !paging.leads()) {
            return next;
        }
        try {
            // URI follows RFC 2396, by which a query alone would drop the path's last step
            return next.startsWith("?")
                    ? page.replaceFirst("\\?.*", "") + next
                    : URI.create(page).resolve(next).toString();
        } catch (IllegalArgumentException e) {
            return next;
        }
    }

    private ObjectNode frame(SyncRun run, Listing listing, @Nullable String next) {
        return json.createObjectNode()
                .put("job", run.job().id())
                .put("token", run.job().fencingToken())
                .put("now", clock.instant().toString())
                .put("org", run.dock().owner().organization())
                .put("dock", run.dock().id())
                .put("provider", run.provider().name())
                .put("type", listing.type().name())
                .put("parent", listing.list().parentKey())
                .put("run", run.job().run().event())
                .put("number", listing.pages() + 1)
                .put("next", next)
                .put("in_one_go", listing.inOneGo())
                .put("partial", listing.isPartial())
                .put("next_token", listing.nextSince())
                .put("token_of", listing.owner())
                .put("started_at", listing.startedAt().toString())
                .put("declaration", listing.type().version());
    }

    /** Fills in what the page changes; returns how many records really changed. */
    private int compare(Listing listing, Map<String, ProviderRecord> records, ObjectNode page) {
        ArrayNode ids = page.putArray("ids");
        ArrayNode rows = page.putArray("rows");
        ArrayNode changes = page.putArray("changes");
        ArrayNode found = page.putArray("found");
        Map<String, Known> known = resources.known(listing.list(), records.keySet());
        Map<String, JsonNode> before = resources.data(
                listing.list(),
                records.values().stream()
                        .filter(record -> differs(known.get(record.id()), record))
                        .map(ProviderRecord::id)
                        .toList());
        List<String> outdated = new ArrayList<>();
        int changed = 0;
        for (ProviderRecord one : records.values()) {
            ids.add(one.id());
            Known row = known.get(one.id());
            String kind = null;
            if (row == null) {
                kind = "created";
            } else if (row.deleted()) {
                kind = "returned";
            } else if (differs(row, one)) {
                JsonNode stored = before.get(one.id());
                if (stored != null && listing.type().reader().isOutdated(stored, row.fingerprint())) {
                    outdated.add(one.id());
                }
                kind = differences(listing, stored, one, changes) ? "changed" : "refreshed";
            } else if (row.missing()) {
                found.add(one.id());
            }
            if (kind == null) {
                continue;
            }
            rows.add(row(one, kind));
            changed += kind.equals("refreshed") ? 0 : 1;
            if (kind.equals("created") || kind.equals("returned")) {
                changes.addObject().put("id", one.id()).put("kind", kind);
            }
        }
        if (listing.isPartial()) {
            page.putNull("ids"); // what a list holds is known by whole listings alone
        }
        hide(listing, outdated, page.putArray("hidden"));
        return changed;
    }

    /** What the history shows of records that were stored under an earlier declaration, and this one hides. */
    private void hide(Listing listing, List<String> outdated, ArrayNode hidden) {
        for (ChangeStore.Redaction one :
                history.exposed(listing.list(), outdated, listing.type().reader())) {
            ObjectNode change = hidden.addObject().put("id", one.id());
            change.set("old", one.oldValue());
            change.set("new", one.newValue());
        }
    }

    private static boolean differs(@Nullable Known known, ProviderRecord now) {
        return known != null && !known.deleted() && !known.fingerprint().equals(now.fingerprint());
    }

    private static boolean differences(
            Listing listing, @Nullable JsonNode before, ProviderRecord now, ArrayNode changes) {
        if (before == null) {
            return false;
        }
        List<Differences.Difference> found = FieldChanges.between(listing.type().reader(), before, now);
        for (Differences.Difference difference : found) {
            ObjectNode change = changes.addObject()
                    .put("id", now.id())
                    .put("kind", "changed")
                    .put("field", difference.field());
            change.set("old", difference.before());
            change.set("new", difference.after());
        }
        return !found.isEmpty();
    }

    private ObjectNode row(ProviderRecord one, String kind) {
        ObjectNode row = json.createObjectNode()
                .put("id", one.id())
                .put("kind", kind)
                .put("name", one.name())
                .put("status", one.status())
                .put("region", one.region())
                .put("fingerprint", one.fingerprint());
        one.attributes().forEach(row.putObject("attributes")::put);
        row.set("data", one.data());
        return row;
    }
}
