package io.tidegate.flow;

import static io.tidegate.flow.TestNode.droplet;
import static io.tidegate.flow.TestNode.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.simulator.Answer;
import io.tidegate.testing.DigitalOceanFixture;
import io.tidegate.testing.FakeProvider;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers that no retry makes better: the pages before stay, the listing deletes nothing, the other types go on. */
class InvalidResponseTest {
    private static final String DROPLETS = "/v2/droplets";

    @RegisterExtension
    static final TestNode node = new TestNode();

    @Test
    void a_body_that_is_no_json_fails_its_type_only() {
        DigitalOceanFixture.on(node.provider()).always(DROPLETS, Answer.json(200, "{\"droplets\": ["));
        long dock = node.dock("servers", "projects");

        Stored.Event event = node.sync(dock);

        assertThat(event.status()).isEqualTo("partial");
        assertThat(event.code()).isEqualTo("INVALID_RESPONSE");
        assertThat(event.message())
                .startsWith("servers: DigitalOcean: the body is no JSON")
                .endsWith("(GET /v2/droplets?per_page=200)");
        assertThat(node.stored().live(dock, "projects")).hasSize(3);
        assertThat(node.provider().requests(DROPLETS)).hasSize(1);
        assertThat(node.stored().count("select count(*) from dead_letters where dock_id = ?", dock))
                .isZero();
        assertThat(node.look(dock).condition().status()).isEqualTo("partial");
        assertThat(node.look(dock).condition().failures()).isZero();
        assertThat(node.look(dock).condition().error()).isEqualTo(event.message());
    }

    @Test
    void a_page_for_people_is_no_list() {
        assertThat(failureOf(Answer.html(200, "<html><body>Sign in</body></html>")))
                .isEqualTo("the body is no JSON");
    }

    @Test
    void an_empty_body_is_no_list() {
        assertThat(failureOf(Answer.status(200))).isEqualTo("the body is empty");
    }

    @Test
    void an_answer_without_content_is_no_list() {
        assertThat(failureOf(Answer.status(204))).isEqualTo("the body is empty");
    }

    @Test
    void an_envelope_without_the_list_is_named() {
        assertThat(failureOf(Answer.json(200, "{\"servers\":[]}"))).isEqualTo("the body has no list at /droplets");
    }

    @Test
    void a_list_of_something_else_than_records_is_named() {
        assertThat(failureOf(Answer.json(200, "{\"droplets\":[1,2]}"))).contains("holds something that is no record");
    }

    @Test
    void a_record_without_an_id_is_named() {
        assertThat(failureOf(Answer.json(200, "{\"droplets\":[{\"name\":\"x\"}]}")))
                .isEqualTo("a record has no id at /id");
    }

    @Test
    void nesting_of_two_thousand_levels_is_refused() {
        String deep = "{\"droplets\":[{\"id\":1,\"deep\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}]}";

        assertThat(failureOf(Answer.json(200, deep))).contains("nested too deep");
    }

    @Test
    void numbers_that_no_table_holds_are_refused_with_their_record() {
        for (String number : List.of("1e400000", "-1e999999999", "1e-20000")) {
            assertThat(failureOf(
                            Answer.json(200, "{\"droplets\":[" + droplet(1) + ",{\"id\":7,\"size\":" + number + "}]}")))
                    .startsWith("record 7 holds a number with more than 16000 digits");
        }
        assertThat(failureOf(Answer.json(200, "{\"droplets\":[{\"id\":7,\"next_backup_window\":1e400000}]}")))
                .startsWith("record 7 holds a number with more");
        assertThat(failureOf(Answer.json(200, "{\"droplets\":[{\"id\":1e400000}]}")))
                .contains("a number with more");
        assertThat(failureOf(Answer.json(200, "{\"droplets\":[{\"id\":7,\"size\":1e99999999999}]}")))
                .isEqualTo("the body is no JSON");
        assertThat(failureOf(Answer.json(200, "{\"droplets\":[{\"id\":7,\"size\":" + "9".repeat(2_000) + "}]}")))
                .contains("1,000 digits");
    }

    @Test
    void numbers_that_a_table_holds_are_kept_to_the_last_digit() {
        String numbers = "\"a\":123456789012345678901234567890.123456789,\"b\":1e300,\"c\":-0.0";
        node.provider().always(DROPLETS, Answer.json(200, "{\"droplets\":[{\"id\":1," + numbers + "}]}"));
        long dock = node.dock("servers");

        assertThat(node.sync(dock).status()).isEqualTo("success");
        assertThat(node.sync(dock).changed()).isZero();
        assertThat(node.stored()
                        .rows("select data ->> 'a' as a from resources where dock_id = ?", dock)
                        .get(0))
                .containsEntry("a", "123456789012345678901234567890.123456789");
    }

    @Test
    void an_id_that_no_index_holds_is_refused() {
        assertThat(failureOf(Answer.json(200, "{\"droplets\":[{\"id\":\"" + "long".repeat(3_000) + "\"}]}")))
                .contains("the id of record longlong")
                .hasSizeLessThan(200);
    }

    @Test
    void a_record_over_one_mebibyte_is_named_by_its_id_and_pages_before_it_stay() {
        node.droplets()
                .records(droplet(1), droplet(2))
                .addHuge(droplet(3), 10 << 20)
                .pageSize(2);
        long dock = node.dock("servers");

        Stored.Event event = node.sync(dock);

        assertThat(event.status()).isEqualTo("failed");
        assertThat(event.message()).contains("record 3 is larger than 1 MiB").contains("page=2");
        assertThat(node.stored().live(dock, "servers")).containsExactly("1", "2");
    }

    @Test
    void a_body_over_32_mebibytes_is_refused_without_reading_its_end() {
        String body = "{\"droplets\":[" + droplet(1) + "],\"filler\":\"" + "x".repeat(40 << 20) + "\"}";
        node.provider().always(DROPLETS, Answer.json(200, body).stallAfter(33 << 20));
        long dock = node.dock("servers");
        long began = System.nanoTime();

        Stored.Event event = node.sync(dock);

        assertThat(event.message()).contains("the body is larger than 32 MiB");
        assertThat(event.code()).isEqualTo("INVALID_RESPONSE");
        assertThat(java.time.Duration.ofNanos(System.nanoTime() - began)).isLessThan(TestNode.SOON);
        assertThat(node.provider().requests(DROPLETS)).hasSize(1);
        node.provider().normally(DROPLETS);
        node.droplets().records(droplet(1));
        assertThat(node.sync(dock).status()).isEqualTo("success");
    }

    @Test
    void a_page_that_repeats_ends_the_listing_and_the_first_page_stays() {
        node.droplets().records(6, TestNode::droplet).pageSize(2).repeatingPages();
        long dock = node.dock("servers");

        Stored.Event event = node.sync(dock);

        assertThat(event.code()).isEqualTo("INVALID_RESPONSE");
        assertThat(event.message()).contains("page 2 holds the same records as one before it");
        assertThat(node.stored().live(dock, "servers")).containsExactly("0", "1");
        assertThat(node.provider().requests(DROPLETS)).hasSize(2);
    }

    @Test
    void pages_of_different_records_are_never_taken_for_one_that_repeats() {
        // "Aa" and "BB" have the same hash code, and so have lists of them
        node.droplets().records("{\"id\":\"Aa\"}", "{\"id\":\"BB\"}").pageSize(1);
        long dock = node.dock("servers");

        assertThat(node.sync(dock).status()).isEqualTo("success");
        assertThat(node.stored().live(dock, "servers")).containsExactly("Aa", "BB");
    }

    @Test
    void a_next_link_that_leads_back_ends_the_listing() {
        node.droplets().records(6, TestNode::droplet).pageSize(2).looping();
        long dock = node.dock("servers");

        Stored.Event event = node.sync(dock);

        assertThat(event.code()).isEqualTo("INVALID_RESPONSE");
        assertThat(node.provider().requests(DROPLETS)).hasSize(4);
        assertThat(node.stored().live(dock, "servers")).containsExactlyElementsOf(ids(0, 6));
    }

    @Test
    void empty_pages_that_link_to_each_other_end_too() {
        node.provider()
                .always(
                        DROPLETS,
                        asked -> Answer.json(
                                200,
                                "{\"droplets\":[],\"links\":{\"pages\":{\"next\":\"" + asked.origin() + DROPLETS
                                        + "?page=2\"}}}"));
        long dock = node.dock("servers");

        assertThat(node.sync(dock).message()).contains("leads back to a page before it");
        assertThat(node.provider().requests(DROPLETS)).hasSize(2);
    }

    @Test
    void a_next_link_to_another_origin_is_not_followed_and_the_token_stays() {
        try (FakeProvider elsewhere = new FakeProvider(node.clock)) {
            node.droplets().records(6, TestNode::droplet).pageSize(2).nextAt(elsewhere.baseUrl());
            long dock = node.dock("servers");

            Stored.Event event = node.sync(dock);

            assertThat(event.code()).isEqualTo("INVALID_RESPONSE");
            assertThat(event.message())
                    .contains("the next link leads to " + elsewhere.baseUrl())
                    .contains("the credential does not follow it");
            assertThat(elsewhere.requests()).isEmpty();
            assertThat(node.stored().live(dock, "servers")).containsExactly("0", "1");
        }
    }

    @Test
    void a_next_link_that_is_no_url_or_carries_a_user_is_refused() {
        String host = node.provider().baseUrl().substring("http://".length());
        for (String link : List.of("/v2/drop lets?page=2", "ht tp://x", "mailto:a@b", "http://user@" + host + "/v2")) {
            node.provider()
                    .always(
                            DROPLETS,
                            Answer.json(
                                    200,
                                    "{\"droplets\":[" + droplet(1) + "],\"links\":{\"pages\":{\"next\":\"" + link
                                            + "\"}}}"));
            long dock = node.dock("servers");

            Stored.Event event = node.sync(dock);

            assertThat(event.code()).as(link).isEqualTo("INVALID_RESPONSE");
            assertThat(event.message()).as(link).contains("the next link");
        }
    }

    @Test
    void redirects_are_not_followed() {
        try (FakeProvider elsewhere = new FakeProvider(node.clock)) {
            node.provider().always(DROPLETS, Answer.status(302).header("Location", elsewhere.baseUrl() + "/x"));
            long dock = node.dock("servers");

            assertThat(node.sync(dock).message()).contains("answered 302");
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void after_an_invalid_page_the_next_listing_begins_at_its_first_page() {
        node.droplets().records(6, TestNode::droplet).pageSize(2).repeatingPages();
        long dock = node.dock("servers");
        node.sync(dock);
        node.droplets().behaving();

        assertThat(node.sync(dock).status()).isEqualTo("success");
        assertThat(node.stored().position(dock, "servers", "").inOneGo()).isTrue();
        assertThat(node.stored().live(dock, "servers")).containsExactlyElementsOf(ids(0, 6));
    }

    /** What a run says when the droplets are answered so; nothing of it may be stored. */
    private static String failureOf(Answer answer) {
        node.provider().always(DROPLETS, answer);
        long dock = node.dock("servers");
        Stored.Event event = node.sync(dock);
        assertThat(event.code()).isEqualTo("INVALID_RESPONSE");
        assertThat(event.status()).isEqualTo("failed");
        assertThat(node.stored().resources(dock, "servers")).isEmpty();
        return String.valueOf(event.message())
                .replaceFirst(
                        "^servers: DigitalOcean: (.*) \\(content .*\\) \\(GET /v2/droplets\\?per_page=200\\)$", "$1");
    }
}
