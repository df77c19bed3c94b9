package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeclarationEditTest {
    private static final String DROPLET =
            "{\"id\":1,\"name\":\"a\",\"note\":\"canary-note\",\"vcpus\":2,\"size_slug\":\"s-2vcpu\"}";

    @RegisterExtension
    static final TestNode node = new TestNode();

    @Test
    void a_new_secret_rewrites_the_rows_once_without_history_and_takes_the_secret_out() throws IOException {
        node.droplets().records(DROPLET.replace("canary-note", "canary-hidden"), "{\"id\":2,\"name\":\"b\"}");
        long dock = node.dock("servers");
        node.sync(dock);
        var before = node.stored().resource(dock, "servers", "1");

        edit("{ name: volatile, value: /next_backup_window }", "{ name: secrets, value: /note }");
        Stored.Event rewritten = node.sync(dock);

        assertThat(rewritten.status()).isEqualTo("success");
        assertThat(rewritten.changed()).isZero();
        var after = node.stored().resource(dock, "servers", "1");
        assertThat(after.version()).isNotEqualTo(before.version());
        assertThat(after.changedAt()).isEqualTo(before.changedAt());
        assertThat(after.data().path("note").asText()).isEqualTo("[redacted]");
        assertThat(node.stored().changes(dock)).hasSize(2);
        assertThat(node.stored().everything()).noneMatch(row -> row.contains("canary-hidden"));

        node.sync(dock);
        assertThat(node.stored().resource(dock, "servers", "1").version()).isEqualTo(after.version());
    }

    @Test
    void a_change_that_comes_with_a_new_secret_does_not_put_the_secret_into_the_history() throws IOException {
        node.droplets().records(DROPLET.replace("note", "remark"));
        long dock = node.dock("servers");
        node.sync(dock);

        edit("{ name: volatile, value: /next_backup_window }", "{ name: secrets, value: /remark }");
        node.droplets()
                .records(DROPLET.replace("note", "remark")
                        .replace("canary", "other")
                        .replace("2,", "4,"));
        node.sync(dock);

        assertThat(node.stored().changesAfter(dock, 1))
                .containsExactly(new Stored.Change("1", "changed", "/vcpus", "2", "4"));
    }

    @Test
    void what_a_declaration_no_longer_hides_is_shown_without_history() throws IOException {
        node.droplets().records(DROPLET);
        edit("{ name: volatile, value: /next_backup_window }", "{ name: secrets, value: /note }");
        long dock = node.dock("servers");
        node.sync(dock);

        edit("{ name: volatile, value: /next_backup_window }", "{ name: volatile, value: /note }");
        node.sync(dock);

        assertThat(node.stored()
                        .resource(dock, "servers", "1")
                        .data()
                        .path("note")
                        .asText())
                .isEqualTo("canary-note");
        assertThat(node.stored().changes(dock)).hasSize(1);
    }

    @Test
    void a_new_column_is_filled_in_without_history() throws IOException {
        node.droplets().records(DROPLET);
        long dock = node.dock("servers");
        node.sync(dock);

        edit("primary_ip_address=/networks", "size=/size_slug primary_ip_address=/networks");
        node.sync(dock);

        assertThat(node.stored()
                        .rows("select attributes ->> 'size' as size from servers where dock_id = ?", dock)
                        .get(0))
                .containsEntry("size", "s-2vcpu");
        assertThat(node.stored().changes(dock)).hasSize(1);
    }

    @Test
    void a_listing_cut_short_before_the_edit_begins_at_its_first_page() throws IOException {
        node.droplets()
                .records(4, TestNode::droplet)
                .pageSize(2)
                .misbehaving((page, asked) -> "2".equals(asked.query().get("page")) ? page.without("droplets") : page);
        long dock = node.dock("servers");
        node.sync(dock);
        node.stored().execute("update sync_positions set error_code = null where dock_id = ?", dock);
        node.droplets().behaving();

        edit("{ name: status, value: /status }", "{ name: status, value: /state|/status }");
        node.sync(dock);

        assertThat(node.stored().position(dock, "servers", "").inOneGo()).isTrue();
        assertThat(node.asked().get(2)).isEqualTo("/v2/droplets?per_page=200");
        assertThat(node.stored().live(dock, "servers")).containsAll(List.of("0", "1", "2", "3"));
    }

    private static void edit(String from, String to) throws IOException {
        DeclarationEdit.edit(node, from, to);
    }
}
