package io.tidegate.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LeftoverStoreTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void what_ended_goes_and_what_is_still_needed_stays() {
        Instant now = new SettableClock().instant();
        Instant old = now.minus(Duration.ofHours(25));
        database.jdbi().useHandle(handle -> {
            handle.execute("insert into people (id, email, name, created_at) values (1, 'a@b', 'A', now())");
            for (Instant end : new Instant[] {now.minusSeconds(1), now.plusSeconds(1)}) {
                handle.execute(
                        "insert into sessions (hash, person_id, created_at, seen_at, expires_at, address)"
                                + " values (sha256(?::text::bytea), 1, ?, ?, ?, 'here')",
                        end,
                        old,
                        old,
                        end);
            }
            for (Instant at : new Instant[] {old, now}) {
                handle.execute("insert into sign_in_failures values (?, 5, ?, ?)", at.toString(), at, at);
                handle.execute(
                        "insert into idempotency_keys (org_id, actor, key, request, status, response, created_at)"
                                + " values (1, 'a', ?, '', 201, '{}', ?)",
                        at.toString(),
                        at);
                handle.execute("insert into lanes (lane_key, free_at) values (?, ?)", at.toString(), at);
            }
        });

        new LeftoverStore(database.jdbi()).delete(now);

        assertThat(database.texts("select (expires_at > '" + now + "')::text from sessions"))
                .containsExactly("true");
        assertThat(database.texts("select key from sign_in_failures")).containsExactly(now.toString());
        assertThat(database.texts("select key from idempotency_keys")).containsExactly(now.toString());
        assertThat(database.texts("select lane_key from lanes")).containsExactly(now.toString());
    }

    @Test
    void whom_an_open_alert_was_told_is_known_however_long_it_is_open() {
        Instant now = new SettableClock().instant();
        database.jdbi().useHandle(handle -> {
            handle.execute("insert into alert_channels (id, name, kind, shown, created_at, updated_at)"
                    + " values (1, 'c', 'mail', 'x', now(), now())");
            for (String state : new String[] {"open", "resolved"}) {
                handle.execute(
                        "with a as (insert into alerts (rule, subject, severity, state, message, value, threshold,"
                                + " raised_at, last_seen_at, resolved_at) values ('budget', ?, 'warning', ?, 'm', 1, 1, ?,"
                                + " ?, ?) returning id) insert into alert_deliveries (channel_id, alert_id, event, payload,"
                                + " state, next_at, created_at) select 1, id, 'raised', jsonb_build_object('of', ?::text), 'sent',"
                                + " now(), ? from a",
                        state,
                        state,
                        now,
                        now,
                        state.equals("open") ? null : now,
                        state,
                        now.minus(Duration.ofDays(31)));
            }
        });
        new LeftoverStore(database.jdbi()).delete(now);
        assertThat(database.texts("select payload ->> 'of' from alert_deliveries"))
                .containsExactly("open");
    }
}
