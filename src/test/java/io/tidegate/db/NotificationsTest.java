package io.tidegate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NotificationsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void what_is_notified_after_listening_began_is_heard() {
        try (Notifications notifications = new Notifications(database.dataSource(), "here")) {
            notifications.await(SHORT);
            say("elsewhere");
            assertThat(notifications.await(SHORT)).isFalse();
            say("here");
            assertThat(notifications.await(LONG)).isTrue();
            assertThat(notifications.await(SHORT)).isFalse();
        }
    }

    @Test
    void who_only_begins_to_listen_has_to_look_for_what_was_notified_before() {
        try (Notifications notifications = new Notifications(database.dataSource(), "here")) {
            say("here");
            assertThat(notifications.await(LONG)).isTrue();
            assertThat(notifications.await(SHORT)).isFalse();
        }
    }

    @Test
    void no_wait_at_all_does_not_wait_for_ever() {
        try (Notifications notifications = new Notifications(database.dataSource(), "here")) {
            notifications.await(SHORT);
            assertThat(notifications.await(Duration.ZERO)).isFalse();
        }
    }

    @Test
    void a_session_that_broke_is_reported_once_and_then_begun_anew() {
        try (Notifications notifications = new Notifications(database.dataSource(), "here")) {
            notifications.await(SHORT);
            database.texts("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%'");
            assertThatThrownBy(() -> notifications.await(LONG)).isInstanceOf(DatabaseException.class);
            assertThat(notifications.await(LONG)).isTrue();
            assertThat(notifications.await(SHORT)).isFalse();
            say("here");
            assertThat(notifications.await(LONG)).isTrue();
        }
    }

    @Test
    void the_pool_gets_no_session_back_that_listens_or_is_dead() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(((HikariDataSource) database.dataSource()).getJdbcUrl());
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            Notifications notifications = new Notifications(pool, "here");
            notifications.await(SHORT);
            notifications.close();
            long listening = Jdbi.create(pool)
                    .withHandle(handle -> handle.createQuery("select count(*) from pg_listening_channels()")
                            .mapTo(Long.class)
                            .one());
            assertThat(listening).isZero();
        }
    }

    private static void say(String channel) {
        database.texts("select pg_notify('" + channel + "', '')");
    }
}
