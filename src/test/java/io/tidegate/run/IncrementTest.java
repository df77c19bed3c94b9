package io.tidegate.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.dock.Dock;
import io.tidegate.provider.Provider;
import io.tidegate.provider.ResourceType;
import io.tidegate.queue.Claimed;
import io.tidegate.queue.JobType;
import io.tidegate.queue.RunStats;
import io.tidegate.record.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a listing of changes leaves for the next one to ask with: never more than it covered. */
class IncrementTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final String KNOWN = "2026-11-21T07:00:00Z";
    private static final String OWNER = "the declaration and the account";

    @Test
    void a_listing_of_the_newest_first_that_is_cut_off_leaves_the_time_it_asked_with() {
        Listing listing = asking(byTime(Map.of("mostPages", "1")), null, OWNER);

        told(listing, "{'id':3,'updated_at':'2026-11-21T08:30:00Z'}", "{'id':2,'updated_at':'2026-11-21T08:10:00Z'}");
        listing.cut();

        assertThat(listing.nextSince()).isEqualTo(KNOWN);
    }

    @Test
    void a_listing_of_the_oldest_first_that_is_cut_off_goes_on_from_there_next_time() {
        Listing listing = asking(byTime(Map.of("mostPages", "1")), null, OWNER);

        told(listing, "{'id':2,'updated_at':'2026-11-21T08:10:00Z'}", "{'id':3,'updated_at':'2026-11-21T08:30:00Z'}");
        listing.cut();

        assertThat(listing.nextSince()).isEqualTo("2026-11-21T08:30:00Z");
    }

    @Test
    void a_token_that_may_cover_pages_that_were_not_listed_is_not_kept() throws JsonProcessingException {
        Listing listing = asking(type(Map.of("incremental", "token token /token")), null, OWNER);

        listing.cut();
        listing.told(JSON.readTree("{\"token\":\"beyond\"}"));

        assertThat(listing.nextSince()).isEqualTo(KNOWN);
    }

    @Test
    void a_listing_cut_short_under_other_credentials_begins_anew_and_asks_for_everything() {
        Listing same = asking(byTime(Map.of()), "page-3", OWNER);
        Listing other = asking(byTime(Map.of()), "page-3", "another account");

        assertThat(same.pages()).isEqualTo(2);
        assertThat(same.next().target()).isEqualTo("/items?after=page-3&since=2026-11-21T07%3A00%3A00Z");
        assertThat(other.pages()).isZero();
        assertThat(other.next().target()).isEqualTo("/items");
        assertThat(other.inOneGo()).isTrue();
    }

    @Test
    void times_that_name_no_zone_are_of_the_declared_one() {
        Listing listing = asking(byTime(Map.of("timezone", "America/New_York")), null, OWNER);

        told(listing, "{'id':2,'updated_at':'2026-11-21 03:30:00'}");

        assertThat(listing.nextSince()).isEqualTo("2026-11-21T08:30:00Z");
    }

    @Test
    void everything_listed_with_a_break_in_it_leaves_no_token() throws JsonProcessingException {
        ResourceType type = type(Map.of("incremental", "token token /token"));
        Position.Increment none = new Position.Increment(false, null, OWNER, null, null);

        Listing resumed = listing(type, "page-3", OWNER, none);
        Listing inOneGo = listing(type, null, OWNER, none);
        resumed.told(JSON.readTree("{\"token\":\"next\"}"));
        inOneGo.told(JSON.readTree("{\"token\":\"next\"}"));

        assertThat(resumed.nextSince()).isNull();
        assertThat(inOneGo.nextSince()).isEqualTo("next");
    }

    private static ResourceType byTime(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("incremental", "since since /updated_at");
        return type(all);
    }

    private static ResourceType type(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of("path", "/items", "paging", "cursor after /next"));
        all.putAll(more);
        Provider provider = Provider.of("acme", Map.of("baseUrl", "http://127.0.0.1:8090"), Map.of("items", all));
        return Objects.requireNonNull(provider.types().get("items"));
    }

    private static void told(Listing listing, String... records) {
        for (String record : records) {
            try {
                listing.counts(
                        Objects.requireNonNull(listing.type().reader().read(JSON.readTree(record.replace('\'', '"')))));
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** A listing of what changed since {@link #KNOWN}; with a cursor one that was cut short after two pages. */
    private static Listing asking(ResourceType type, @Nullable String cursor, String owner) {
        Position.Increment known = new Position.Increment(cursor != null, KNOWN, OWNER, null, NOW.minusSeconds(60));
        return listing(type, cursor, owner, known);
    }

    private static Listing listing(
            ResourceType type, @Nullable String cursor, String owner, Position.Increment increment) {
        Position position = new Position(
                "", cursor, cursor == null ? 0 : 2, true, NOW, null, type.version(), 0, null, null, increment);
        Claimed job = new Claimed(
                1, 7, 1, JobType.SCHEDULED, 0, null, new Claimed.Run(1, NOW.minusSeconds(60), RunStats.NONE));
        Dock dock = new Dock(
                new Dock.Owner(1, 7),
                "main",
                "acme",
                Map.of(),
                null,
                new Dock.Access(null, "", "acme/token"),
                new Dock.Schedule(true, Duration.ofMinutes(1), null, NOW),
                new Dock.Condition("syncing", null, null, 0, null, null, null, null));
        Provider provider = Provider.of(
                "acme", Map.of("baseUrl", "http://127.0.0.1:8090"), Map.of("items", Map.of("path", "/items")));
        return new Listing(
                new SyncRun(job, dock, provider, new AtomicBoolean()), type, position, owner, name -> null, NOW);
    }
}
