package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.simulator.Answer;
import io.tidegate.testing.ScriptedList;
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
    void a_new_secret_goes_out_of_the_history_too_wherever_it_stood() throws IOException {
        String droplet = "{\"id\":1,\"size\":%s,\"note\":\"hush-%s\",\"net\":{\"envs\":{\"A\":{\"type\":\"SECRET\","
                + "\"value\":\"hush-%s\"}}},\"list\":[{\"type\":\"SECRET\",\"value\":\"hush-%s\"},"
                + "{\"type\":\"OPEN\",\"value\":\"open-%s\",\"n\":0.12345678901234567890123}],\"open\":\"o-%s\"}";
        long dock = node.dock("servers");
        for (String each : List.of("1", "2", "3")) {
            // as it is, for a scripted list would shorten the number
            String body = "{\"droplets\":[" + droplet.formatted(each, each, each, each, each, each) + "]}";
            node.provider().always("/v2/droplets", Answer.json(200, body));
            node.sync(dock);
        }
        node.provider().normally("/v2/droplets");
        node.droplets().records("{\"id\":1,\"size\":4}");
        node.sync(dock);
        List<Stored.Change> before = node.stored().changes(dock);

        edit(
                "{ name: volatile, value: /next_backup_window }",
                "{ name: secrets, value: \"/note /**/envs/[type=SECRET]/value /list/[type=SECRET]/value\" }");
        assertThat(node.sync(dock).changed()).isZero();

        List<Stored.Change> after = node.stored().changes(dock);
        assertThat(node.stored().everything()).noneMatch(row -> row.contains("hush-"));
        assertThat(after).hasSameSizeAs(before);
        assertThat(after)
                .contains(
                        new Stored.Change("1", "changed", "/note", "\"[redacted]\"", "\"[redacted]\""),
                        new Stored.Change("1", "changed", "/note", "\"[redacted]\"", null),
                        new Stored.Change("1", "changed", "/net/envs/A/value", "\"[redacted]\"", "\"[redacted]\""),
                        new Stored.Change("1", "changed", "/open", "\"o-1\"", "\"o-2\""));
        assertThat(after.stream().map(String::valueOf))
                .anyMatch(change -> change.contains("open-1") && change.contains("\"n\": 0.12345678901234567890123"));
    }

    @Test
    void a_change_in_the_same_listing_as_a_new_secret_hides_the_history_too() throws IOException {
        long dock = node.dock("servers");
        for (String each : List.of("1", "2")) {
            node.droplets().records("{\"id\":1,\"name\":\"a\",\"note\":\"hush-" + each + "\"}");
            node.sync(dock);
        }
        edit("{ name: volatile, value: /next_backup_window }", "{ name: secrets, value: /note }");
        node.droplets().records("{\"id\":1,\"name\":\"b\",\"note\":\"hush-3\"}");

        assertThat(node.sync(dock).changed()).isEqualTo(1);

        assertThat(node.stored().everything()).noneMatch(row -> row.contains("hush-"));
        assertThat(node.stored().changesAfter(dock, 1))
                .containsExactly(
                        new Stored.Change("1", "changed", "/note", "\"[redacted]\"", "\"[redacted]\""),
                        new Stored.Change("1", "changed", "/name", "\"a\"", "\"b\""));
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

    @Test
    void a_deleted_parent_takes_its_grandchildren_along_but_not_what_our_users_provisioned() throws IOException {
        String next = "# Not paged. The bodies carry passwords";
        edit(next, """
                - templatedRoute:
                    routeId: digitalocean-checks
                    routeTemplateRef: list
                    parameters:
                      - { name: provider, value: digitalocean }
                      - { name: type, value: checks }
                      - { name: parent, value: dns_records }
                      - { name: path, value: "/v2/records/{parent}/checks" }
                      - { name: records, value: /checks }

                """ + next);
        for (String each : List.of("a", "b")) {
            node.provider()
                    .list("/v2/domains/" + each + "/records", "domain_records")
                    .records("{\"id\":\"" + each + "1\"}", "{\"id\":\"" + each + "2\"}");
            for (String one : List.of("1", "2")) {
                node.provider()
                        .list("/v2/records/" + each + one + "/checks", "checks")
                        .records("{\"id\":\"check-" + each + one + "\"}");
            }
        }
        ScriptedList domains =
                node.provider().list("/v2/domains", "domains").records("{\"name\":\"a\"}", "{\"name\":\"b\"}");
        long dock = node.dock("domains", "dns_records", "checks");
        assertThat(node.sync(dock).changed()).isEqualTo(10);
        node.stored()
                .execute(
                        "update resources set provisioning_source = 'us' where dock_id = ? and provider_resource_id = 'check-a1'",
                        dock);
        domains.remove(0);
        node.sync(dock);

        assertThat(node.sync(dock).deleted()).isEqualTo(4);

        assertThat(node.stored().live(dock, "dns_records")).containsExactly("b1", "b2");
        assertThat(node.stored().live(dock, "checks")).containsExactlyInAnyOrder("check-a1", "check-b1", "check-b2");
    }

    private static void edit(String from, String to) throws IOException {
        DeclarationEdit.edit(node, from, to);
    }
}
