package io.tidegate.flow;

import static io.tidegate.flow.TestNode.droplet;
import static io.tidegate.flow.TestNode.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockEditStore;
import io.tidegate.testing.ScriptedList;
import io.tidegate.vault.Owner;
import java.io.IOException;
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
        assertThat(node.stored().everything())
                .noneMatch(row -> row.startsWith("resources ") && row.contains("droplet-3"));
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
    void new_parameters_new_credentials_and_another_base_url_ask_for_every_page_once_more() {
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
    void an_etag_that_a_run_with_the_credentials_before_left_behind_is_not_used() {
        long dock = node.dock("servers");
        node.sync(dock);

        // as if the run had ended after the edit
        node.stored().execute("update docks set credentials = cast(? as jsonb) where id = ?", sealed(dock), dock);
        node.sync(dock);

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
                        .edit(dock, new DockEditStore.Edit(name, parameters, null, access), node.clock.instant()))
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
