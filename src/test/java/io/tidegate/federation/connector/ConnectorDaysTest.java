package io.tidegate.federation.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tidegate.page.Page;
import io.tidegate.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a night over all connectors came to. */
class ConnectorDaysTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ConnectorBed bed = new ConnectorBed(database);

    @Test
    void the_runs_of_a_day_are_added_up_over_all_connectors() {
        bed.connector("gaa", 2);
        bed.connector("irfu", 3);
        run("gaa", "scheduled", "2026-11-21T02:15:00Z", 2, 1);
        run("gaa", "scheduled", "2026-11-22T02:15:00Z", 2, 2);
        run("irfu", "scheduled", "2026-11-22T02:15:00Z", 3, 1);
        run("irfu", "manual", "2026-11-22T23:59:59Z", 1, 1);

        Page<ConnectorDay> first = bed.runs.days(null, null, 1);
        assertThat(first.items()).containsExactly(new ConnectorDay("2026-11-22", 2, 6, 4, 2, 0));
        assertThat(bed.runs.days(null, first.next(), 1))
                .isEqualTo(new Page<>(List.of(new ConnectorDay("2026-11-21", 1, 2, 1, 1, 0)), null));
        assertThat(bed.runs.days("scheduled", null, 1).items())
                .containsExactly(new ConnectorDay("2026-11-22", 2, 5, 3, 2, 0));
    }

    @Test
    void a_run_under_way_counts_with_what_it_did_so_far() {
        List<Long> docks = bed.connector("gaa", 2);
        bed.runs.begin(bed.look("gaa").id(), "manual", null, bed.clock.instant());
        bed.execute("update connector_run_organizations set state = 'succeeded' where dock_id = " + docks.get(0));
        assertThat(bed.runs.days(null, null, 10).items())
                .extracting(ConnectorDay::organizations, ConnectorDay::succeeded, ConnectorDay::running)
                .containsExactly(tuple(2, 1, 1));
    }

    private void run(String connector, String type, String at, int organizations, int succeeded) {
        bed.execute(
                "insert into connector_runs (connector_id, type, started_at, ended_at, organizations, succeeded, failed)"
                        + " select id, '" + type + "', '" + at + "', '" + at + "', " + organizations + ", " + succeeded
                        + ", "
                        + (organizations - succeeded) + " from connectors where federation_code = '" + connector + "'");
    }
}
