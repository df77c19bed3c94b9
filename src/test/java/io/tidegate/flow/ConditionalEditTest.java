package io.tidegate.flow;

import static io.tidegate.flow.TestNode.droplet;
import static io.tidegate.flow.TestNode.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockEditStore;
import io.tidegate.simulator.Answer;
import io.tidegate.testing.FakeProvider;
import io.tidegate.testing.ScriptedList;
import io.tidegate.vault.Owner;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What makes an ETag useless: another declaration, other parameters, other credentials, and pages that hide their end. */
class ConditionalEditTest {
    @RegisterExtension
    static final TestNode node = new TestNode();

    @BeforeEach
    void honour() throws IOException {
        DeclarationEdit.edit(node, ConditionalTest.PAGED, ConditionalTest.CONDITIONAL);
        node.droplets().records(4, TestNode::droplet).pageSize(2).etags("\"%s\"");
    }

    @Test
    void an_edited_declaration_asks_for_every_page_once_more() throws IOException {
        long dock = node.dock("servers");
        node.sync(dock);

        DeclarationEdit.edit(
                node,
                ConditionalTest.PAGED,
                ConditionalTest.CONDITIONAL,
                "{ name: volatile, value: /next_backup_window }",
                "{ name: secrets, value: /name }");
        node.sync(dock);

        assertThat(conditional()).isZero();
        assertThat(node.stored()
                        .resource(dock, "servers", "0")
                        .data()
                        .path("name")
                        .asText())
                .isEqualTo("[redacted]");
        node.sync(dock);
        assertThat(conditional()).isEqualTo(2);
    }

    @Test
    void pages_of_a_listing_cut_short_after_an_edit_keep_no_etag_of_the_declaration_before() throws IOException {
        long dock = node.dock("servers");
        node.sync(dock);
        DeclarationEdit.edit(
                node,
                ConditionalTest.PAGED,
                ConditionalTest.CONDITIONAL,
                "{ name: volatile, value: /next_backup_window }",
                "{ name: secrets, value: /name }");
        node.droplets()
                .misbehaving((page, asked) -> asked.query().containsKey("page") ? page.without("droplets") : page);
        assertThat(node.sync(dock).status()).isEqualTo("failed");
        node.droplets().behaving();

        node.sync(dock);

        assertThat(conditional()).isEqualTo(1);
        assertThat(node.stored().resources(dock, "servers"))
                .hasSize(4)
                .allSatisfy(row -> assertThat(row.data().path("name").asText()).isEqualTo("[redacted]"));
    }

    @Test
    void a_declaration_that_no_longer_names_etags_sends_none_and_forgets_them() throws IOException {
        long dock = node.dock("servers");
        node.sync(dock);

        DeclarationEdit.edit(node);
        node.sync(dock);

        assertThat(conditional()).isZero();
        assertThat(node.stored().count("select count(etag) from sync_pages where dock_id = ?", dock))
                .isZero();
    }

    @Test
    void new_parameters_and_new_credentials_ask_for_every_page_once_more_and_a_new_name_does_not() {
        long dock = node.dock("servers");
        node.sync(dock);
        node.stored().execute("update sync_positions set sync_token = 'delta' where dock_id = ?", dock);

        edit(dock, Map.of(), null, "renamed");
        assertThat(node.stored().count("select count(etag) from sync_pages where dock_id = ?", dock))
                .isEqualTo(2);
        edit(dock, Map.of("team", "7"), null, null);

        assertThat(node.stored().count("select count(etag) from sync_pages where dock_id = ?", dock))
                .isZero();
        assertThat(node.stored().count("select count(sync_token) from sync_positions where dock_id = ?", dock))
                .isZero();
        node.sync(dock);
        assertThat(conditional()).isZero();
        node.sync(dock);
        assertThat(conditional()).isEqualTo(2);

        Dock.Access old = node.look(dock).access();
        edit(dock, Map.of(), new Dock.Access(sealed(dock), old.scopeId(), old.laneKey()), null);
        node.sync(dock);
        assertThat(conditional()).isEqualTo(2);
        node.sync(dock);
        assertThat(conditional()).isEqualTo(4);
    }

    @Test
    void another_base_url_is_asked_for_every_page() {
        long dock = node.dock("servers");
        node.sync(dock);
        try (FakeProvider elsewhere = new FakeProvider(node.clock)) {
            elsewhere
                    .list("/v2/droplets", "droplets")
                    .records(4, TestNode::droplet)
                    .pageSize(2);
            node.point(URI.create(elsewhere.baseUrl()));

            assertThat(node.sync(dock).status()).isEqualTo("success");

            assertThat(elsewhere.requests())
                    .hasSize(2)
                    .allSatisfy(
                            asked -> assertThat(asked.header("If-None-Match")).isNull());
        }
    }

    @Test
    void an_etag_that_a_run_with_the_credentials_before_left_behind_is_not_used() {
        long dock = node.dock("servers");
        node.sync(dock);

        // as if the run had ended after the edit
        node.stored().execute("update docks set credentials = cast(? as jsonb) where id = ?", sealed(dock), dock);
        node.sync(dock);

        assertThat(conditional()).isZero();
    }

    @Test
    void etags_that_mean_something_else_in_a_condition_are_not_sent_back() {
        for (String odd :
                List.of("*", "%s", "\"%s\", \"b\"", "\"" + "x".repeat(2_000) + "%s\"", "\"é%s\"", "w/\"%s\"")) {
            node.droplets().etags(odd);
            long dock = node.dock("servers");
            node.sync(dock);

            assertThat(node.sync(dock).status()).as(odd).isEqualTo("success");
            assertThat(conditional()).as(odd).isZero();
        }
    }

    @Test
    void two_etags_are_none() {
        Answer answer = Answer.json(200, "{\"droplets\":[" + droplet(1) + "]}");
        node.provider().always("/v2/droplets", answer.header("ETag", "\"a\"").header("ETag", "\"b\""));
        long dock = node.dock("servers");
        node.sync(dock);

        assertThat(node.sync(dock).status()).isEqualTo("success");
        assertThat(conditional()).isZero();
    }

    @Test
    void a_full_last_page_whose_end_only_a_header_tells_is_read_whole() throws IOException {
        DeclarationEdit.edit(
                node,
                "{ name: records, value: /droplets }\n      - { name: paging, value: next-link /links/pages/next }\n      - "
                        + ConditionalTest.PAGED,
                "{ name: paging, value: link-header }\n      - { name: pageSize, value: \"2\" }\n"
                        + "      - { name: conditional, value: \"true\" }");
        ScriptedList list = node.droplets().linkHeader(2);
        long dock = node.dock("servers");
        node.sync(dock);
        list.add(droplet(4));

        assertThat(node.sync(dock).changed()).isEqualTo(1);
        assertThat(conditional()).isEqualTo(1);
        node.sync(dock);

        assertThat(conditional()).isEqualTo(4);
        assertThat(node.stored().live(dock, "servers")).containsExactlyElementsOf(ids(0, 5));
    }

    private static void edit(
            long dock, Map<String, String> parameters, Dock.@Nullable Access access, @Nullable String name) {
        assertThat(new DockEditStore(node.node().database().jdbi(), new ObjectMapper())
                        .edit(
                                dock,
                                new DockEditStore.Edit(name, parameters, null, null, null, access),
                                node.clock.instant()))
                .isTrue();
    }

    private static String sealed(long dock) {
        return node.node()
                .vault()
                .seal("another-token", new Owner(node.look(dock).owner().organization(), dock))
                .toJson();
    }

    /** How many requests asked for what changed only. */
    private static long conditional() {
        return node.provider().requests().stream()
                .filter(asked -> asked.header("If-None-Match") != null)
                .count();
    }
}
