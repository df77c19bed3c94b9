package io.tidegate.alert.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.api.ApiJson;
import io.tidegate.db.ConnectionPool;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OutboxStoreTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final SettableClock clock = new SettableClock();
    private final AtomicBoolean away = new AtomicBoolean();
    private final Jdbi unsteady = ConnectionPool.configured(Jdbi.create(() -> {
        if (away.get()) {
            throw new SQLException("the database is away", "08006");
        }
        return database.dataSource().getConnection();
    }));
    private final AlertOutbox outbox = new AlertOutbox(new OutboxStore(unsteady), ApiJson.mapper(), clock);

    @BeforeEach
    void channels() {
        database.clear("alert_deliveries", "alert_channels");
        database.jdbi().useHandle(handle -> {
            handle.execute(
                    "insert into organizations (id, slug, name) values (2, 'two', 'Two') on conflict do nothing");
            for (int each = 1; each <= 8; each++) {
                handle.execute(
                        "insert into alert_channels (id, org_id, name, kind, shown, created_at, updated_at)"
                                + " values (?, ?, 'c' || ?, 'slack', 'x', now(), now())",
                        each,
                        each <= 6 ? 1 : 2,
                        each);
                handle.execute(
                        "insert into alert_deliveries (org_id, channel_id, event, payload, state, next_at, created_at)"
                                + " select ?, ?, 'raised', '{}', 'waiting', t, t"
                                + " from generate_series(1, 2), cast(? as timestamptz) t",
                        each <= 6 ? 1 : 2,
                        each,
                        clock.instant());
            }
        });
    }

    @Test
    void organizations_take_turns_and_channels_have_one_under_way() {
        assertThat(channels(outbox.claim(3))).containsExactlyInAnyOrder(1L, 7L, 2L);
        assertThat(outbox.claim(3)).as("nobody is free to send").isEmpty();
        assertThat(channels(other().claim(8)))
                .as("four of an organization on all nodes, one of a channel")
                .containsExactlyInAnyOrder(3L, 4L, 8L);
        assertThat(other().claim(8)).isEmpty();

        clock.tick(Duration.ofMinutes(3));
        assertThat(channels(outbox.claim(8)))
                .as("who was not served yet comes first")
                .contains(5L, 6L);
    }

    @Test
    void what_was_told_while_the_database_is_away_is_noted_when_it_is_back() {
        Exchange exchange = exchange(outbox.claim(1).get(0));
        away.set(true);
        outbox.sent(exchange);
        assertThatThrownBy(() -> outbox.claim(1)).isInstanceOf(ConnectionException.class);
        assertThat(states()).doesNotContain("sent");
        away.set(false);
        outbox.claim(1);
        assertThat(states()).contains("sent");
    }

    @Test
    void what_was_told_is_not_told_again_though_the_route_fails_afterwards() {
        Exchange exchange = exchange(outbox.claim(1).get(0));
        outbox.sent(exchange);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("a step that somebody added"));
        outbox.failed(exchange);
        assertThat(states()).contains("sent").doesNotContain("failed");
    }

    private AlertOutbox other() {
        return new AlertOutbox(new OutboxStore(database.jdbi()), ApiJson.mapper(), clock);
    }

    private static Exchange exchange(Outgoing outgoing) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(AlertOutbox.OUTGOING, outgoing);
        return exchange;
    }

    private static List<Long> channels(List<Outgoing> claimed) {
        return claimed.stream().map(each -> each.to().channel()).toList();
    }

    private static List<String> states() {
        return database.texts("select state from alert_deliveries");
    }
}
