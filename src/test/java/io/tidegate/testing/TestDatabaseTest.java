package io.tidegate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestDatabaseTest {

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void a_test_class_has_the_tables_in_a_zone_that_is_not_utc() {
        assertThat(count("select count(*) from docks")).isZero();
        assertThat(count("select count(*) from pg_settings where name = 'TimeZone' and setting = 'Asia/Kathmandu'"))
                .isOne();
    }

    @Test
    void tables_can_be_emptied() {
        database.jdbi().useHandle(handle -> handle.execute("insert into lanes values ('l', now(), null)"));
        database.clear("lanes");
        assertThat(count("select count(*) from lanes")).isZero();
    }

    private static int count(String sql) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(int.class).one());
    }
}
