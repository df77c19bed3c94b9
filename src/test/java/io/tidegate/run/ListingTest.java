package io.tidegate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.dock.Dock;
import io.tidegate.provider.Provider;
import io.tidegate.provider.ResourceType;
import io.tidegate.queue.Claimed;
import io.tidegate.queue.JobType;
import io.tidegate.queue.RunStats;
import io.tidegate.record.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ListingTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final Provider PROVIDER = Provider.of(
            "acme",
            Map.of("baseUrl", "http://127.0.0.1:8090"),
            Map.of("servers", Map.of("path", "/servers", "paging", "next-link /next")));
    private static final ResourceType SERVERS =
            Objects.requireNonNull(PROVIDER.types().get("servers"));

    @Test
    void a_listing_cut_short_goes_on_at_its_link_and_may_delete_nothing() {
        Listing listing = from("http://127.0.0.1:8090/servers?page=3");
        assertThat(listing.next().target()).isEqualTo("http://127.0.0.1:8090/servers?page=3");
        assertThat(listing.pages()).isEqualTo(2);
        assertThat(listing.inOneGo()).isFalse();
    }

    @Test
    void a_link_kept_while_the_provider_was_elsewhere_is_not_followed_but_the_listing_begins_anew() {
        Listing listing = from("http://127.0.0.1:80901/servers?page=3");
        assertThat(listing.next().target()).isEqualTo("/servers");
        assertThat(listing.pages()).isZero();
        assertThat(listing.inOneGo()).isTrue();
    }

    private static Listing from(String cursor) {
        Position cut = new Position(
                "",
                cursor,
                2,
                true,
                NOW.minusSeconds(60),
                null,
                SERVERS.version(),
                0,
                null,
                null,
                Position.Increment.NONE);
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
        return new Listing(new SyncRun(job, dock, PROVIDER, new AtomicBoolean()), SERVERS, cut, "", name -> null, NOW);
    }
}
