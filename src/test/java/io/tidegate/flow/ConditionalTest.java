package io.tidegate.flow;

import static io.tidegate.flow.TestNode.droplet;
import static io.tidegate.flow.TestNode.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.simulator.Answer;
import io.tidegate.simulator.Asked;
import io.tidegate.testing.DigitalOceanFixture;
import io.tidegate.testing.ScriptedList;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lists whose provider honours ETags: what did not change is not sent again, and counts all the same. */
class ConditionalTest {
    static final String PAGED = "{ name: pageSize, value: \"200\" }";
    static final String CONDITIONAL = PAGED + "\n      - { name: conditional, value: \"true\" }";
    private static final String DROPLETS = "/v2/droplets";
    private static final String ETAG = "\"%s\"";

    @RegisterExtension
    static final TestNode node = new TestNode();

    @BeforeAll
    static void honour() throws IOException {
        DeclarationEdit.edit(node, PAGED, CONDITIONAL);
    }

    @Test
    void an_unchanged_listing_is_answered_304_page_by_page_and_counts_but_writes_neither_rows_nor_ids() {
        long dock = listed(6);
        List<Map<String, Object>> rows = versions("resources", dock);
        List<Map<String, Object>> pages = versions("sync_pages", dock);

        Stored.Event second = node.sync(dock);

        assertThat(second.status()).isEqualTo("success");
        assertThat(second.processed()).isEqualTo(6);
        assertThat(second.changed()).isZero();
        assertThat(second.requests()).isEqualTo(3);
        assertThat(conditions(3)).containsExactly(true, true, true);
        assertThat(node.droplets().unsent()).isEqualTo(3);
        assertThat(versions("resources", dock)).isEqualTo(rows);
        assertThat(versions("sync_pages", dock)).hasSize(3).isEqualTo(pages);
        assertThat(node.stored().changes(dock)).hasSize(6);
        assertThat(node.stored().position(dock, "servers", "").completedAt()).isEqualTo(node.clock.instant());
    }

    @Test
    void a_changed_page_is_read_while_those_before_and_after_it_are_not_sent_again() {
        long dock = listed(6);
        node.droplets().change(2, droplet -> droplet.put("name", "other"));

        assertThat(node.sync(dock).changed()).isEqualTo(1);
        assertThat(node.droplets().unsent()).isEqualTo(2);
        assertThat(node.stored().resource(dock, "servers", "2").name()).isEqualTo("other");

        assertThat(node.sync(dock).changed()).isZero();
        assertThat(node.stored().count("select count(distinct etag) from sync_pages where dock_id = ?", dock))
                .isEqualTo(3);
        assertThat(node.stored().live(dock, "servers")).containsExactlyElementsOf(ids(0, 6));
    }

    @Test
    void what_a_later_page_lacks_is_deleted_and_what_the_others_hold_is_not() {
        long dock = listed(6);
        node.droplets().remove(4);

        assertThat(node.sync(dock).deleted()).isZero();
        assertThat(node.droplets().unsent()).isEqualTo(2);
        assertThat(node.sync(dock).deleted()).isEqualTo(1);

        assertThat(node.droplets().unsent()).isEqualTo(5);
        assertThat(conditions(3)).containsExactly(true, true, true);
        assertThat(node.stored().live(dock, "servers")).containsExactly("0", "1", "2", "3", "5");
    }

    @Test
    void a_page_that_comes_after_the_last_one_is_read_whole() {
        long dock = listed(4);
        node.droplets().add(droplet(4));

        assertThat(node.sync(dock).changed()).isEqualTo(1);

        assertThat(node.droplets().unsent()).isEqualTo(1);
        assertThat(conditions(3)).containsExactly(true, true, false);
        assertThat(node.stored().live(dock, "servers")).containsExactlyElementsOf(ids(0, 5));
    }

    @Test
    void records_that_move_to_another_page_are_neither_lost_nor_deleted() {
        long dock = listed(6);
        node.droplets().remove(0);
        assertThat(node.sync(dock).status()).isEqualTo("success");
        node.droplets().records(7, TestNode::droplet);
        node.sync(dock);
        node.sync(dock);

        assertThat(node.stored().live(dock, "servers")).containsExactlyElementsOf(ids(0, 7));
        assertThat(node.sync(dock).processed()).isEqualTo(7);
    }

    @Test
    void weak_etags_go_back_as_they_came() {
        long dock = listed(2, "W/\"%s\"");

        assertThat(node.sync(dock).processed()).isEqualTo(2);

        assertThat(node.droplets().unsent()).isEqualTo(1);
        assertThat(last(1).get(0).header("If-None-Match")).startsWith("W/\"");
        assertThat(node.stored().event(dock).status()).isEqualTo("success");
    }

    @Test
    void a_304_that_nobody_asked_for_is_an_invalid_response() {
        node.provider().always(DROPLETS, Answer.status(304).header("ETag", "\"a\""));
        long dock = node.dock("servers");

        Stored.Event event = node.sync(dock);

        assertThat(event.code()).isEqualTo("INVALID_RESPONSE");
        assertThat(event.message()).contains("answered 304 (not modified), but the whole page was asked for");
        assertThat(node.provider().requests(DROPLETS)).hasSize(1);
    }

    @Test
    void a_provider_that_answers_304_to_everything_deletes_nothing_and_ends_where_the_list_ended() {
        long dock = listed(6);
        node.provider().always(DROPLETS, Answer.status(304));

        for (int i = 0; i < 4; i++) {
            Stored.Event event = node.sync(dock);
            assertThat(event.status()).isEqualTo("success");
            assertThat(event.requests()).isEqualTo(3);
        }

        assertThat(node.stored().live(dock, "servers")).containsExactlyElementsOf(ids(0, 6));
    }

    @Test
    void a_listing_cut_short_asks_for_its_other_pages_conditionally_and_deletes_nothing() {
        long dock = listed(6);
        node.droplets().remove(0);
        node.droplets().records(6, TestNode::droplet).remove(1);
        node.sync(dock);
        node.provider()
                .always(
                        DROPLETS,
                        asked -> asked.query().containsKey("page")
                                ? Answer.status(500)
                                : Answer.status(304).header("ETag", "\"x\""));
        assertThat(node.sync(dock).status()).isEqualTo("failed");
        assertThat(node.stored().position(dock, "servers", "").page()).isEqualTo(1);
        node.provider().normally(DROPLETS);

        Stored.Event resumed = node.sync(dock);

        assertThat(resumed.status()).isEqualTo("success");
        assertThat(resumed.deleted()).isZero();
        assertThat(resumed.requests()).isEqualTo(2);
        assertThat(conditions(2)).containsExactly(true, true);
        assertThat(node.stored().live(dock, "servers")).hasSize(6);
        assertThat(node.sync(dock).deleted()).isEqualTo(1);
    }

    @Test
    void parents_that_did_not_change_have_their_children_listed_all_the_same() {
        DigitalOceanFixture.on(node.provider());
        node.provider().list("/v2/domains", "domains").etags(ETAG);
        ScriptedList children = node.provider()
                .list("/v2/domains/pilots.example/records", "domain_records")
                .etags(ETAG);
        long dock = node.dock("domains", "dns_records");
        node.sync(dock);
        children.change(0, child -> child.put("data", "203.0.113.99"));

        Stored.Event event = node.sync(dock);

        assertThat(event.changed()).isEqualTo(1);
        assertThat(event.processed()).isEqualTo(15);
        assertThat(node.provider().requests("/v2/domains/pilots.example/records"))
                .last()
                .satisfies(asked -> assertThat(asked.header("If-None-Match")).isNotNull());
        assertThat(node.sync(dock).changed()).isZero();
    }

    @Test
    void a_page_whose_row_was_deleted_meanwhile_is_read_again_and_the_row_returns() {
        long dock = listed(4);
        node.stored()
                .execute(
                        "update resources set deleted_at = now() where dock_id = ? and provider_resource_id = '1'",
                        dock);

        assertThat(node.sync(dock).changed()).isEqualTo(1);

        assertThat(conditions(2)).containsExactly(false, true);
        assertThat(node.stored().live(dock, "servers")).containsExactlyElementsOf(ids(0, 4));
    }

    @Test
    void a_page_whose_record_another_page_wrote_otherwise_is_read_again() {
        node.droplets()
                .etags(ETAG)
                .withoutTotal()
                .records("{\"id\":1,\"name\":\"one\"}", droplet(2), "{\"id\":1,\"name\":\"two\"}", droplet(4))
                .pageSize(2);
        long dock = node.dock("servers");
        node.sync(dock);
        node.droplets()
                .records("{\"id\":1,\"name\":\"one\"}", droplet(2), droplet(4))
                .pageSize(2);

        node.sync(dock);

        assertThat(node.stored().resource(dock, "servers", "1").name()).isEqualTo("one");
    }

    @Test
    void what_complete_listings_lacked_is_found_again_on_a_page_that_did_not_change() {
        long dock = listed(4);
        node.stored()
                .execute(
                        "update resources set missing_listings = 1, missing_since = now() where dock_id = ?"
                                + " and provider_resource_id = '3'",
                        dock);

        assertThat(node.sync(dock).changed()).isZero();

        assertThat(conditions(2)).containsExactly(true, true);
        assertThat(node.stored()
                        .count("select count(*) from resources where dock_id = ? and missing_listings > 0", dock))
                .isZero();
    }

    @Test
    void the_limits_that_a_304_tells_are_read() {
        long dock = listed(2);
        node.provider()
                .header("ratelimit-limit", "5000")
                .header("ratelimit-remaining", "4321")
                .header("ratelimit-reset", Long.toString(node.clock.instant().getEpochSecond() + 1_800));

        node.sync(dock);

        assertThat(conditions(1)).containsExactly(true);
        assertThat(node.stored().count("select min(remaining) from budgets where quota = 5000"))
                .isBetween(4300L, 4321L);
    }

    private static long listed(int droplets) {
        return listed(droplets, ETAG);
    }

    /** A dock whose droplets were listed once, two a page. */
    private static long listed(int droplets, String etag) {
        node.droplets()
                .records(droplets, TestNode::droplet)
                .pageSize(2)
                .withoutTotal()
                .etags(etag);
        long dock = node.dock("servers");
        assertThat(node.sync(dock).changed()).isEqualTo(droplets);
        return dock;
    }

    private static List<Asked> last(int count) {
        List<Asked> all = node.provider().requests(DROPLETS);
        return all.subList(all.size() - count, all.size());
    }

    /** Whether the last requests asked for what changed only. */
    private static List<Boolean> conditions(int count) {
        return last(count).stream()
                .map(asked -> asked.header("If-None-Match") != null)
                .toList();
    }

    private static List<Map<String, Object>> versions(String table, long dock) {
        return node.stored()
                .rows("select xmin || ' ' || ctid as v from " + table + " where dock_id = ? order by 1", dock);
    }
}
