package io.tidegate.hawtio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BulkTest {
    private final Bulk bulk = new Bulk(1024 * 1024);

    @Test
    void after_as_much_as_is_answered_at_once_nothing_more_is_asked() {
        bulk.counted("x".repeat(1024 * 1024));
        assertThat(bulk.refusal("read")).isNull();
        bulk.counted("y");
        assertThat(bulk.refusal("read")).contains("more than 1 MiB");
    }

    @Test
    void all_beans_are_looked_at_once_and_single_ones_often() {
        assertThat(bulk.refusal("list")).isNull();
        assertThat(bulk.refusal("search")).isNull();
        assertThat(bulk.refusal("list")).contains("once");
        assertThat(bulk.refusal("search")).contains("once");
        assertThat(bulk.refusal("read")).isNull();
        assertThat(bulk.refusal("read")).isNull();
    }
}
