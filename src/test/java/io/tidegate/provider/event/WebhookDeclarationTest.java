package io.tidegate.provider.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.provider.Provider;
import io.tidegate.provider.declared.Declaration;
import io.tidegate.provider.declared.DeclarationException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookDeclarationTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Map<String, Map<String, String>> TYPES = Map.of(
            "servers", Map.of("path", "/servers"), "disks", Map.of("path", "/s/{parent}/d", "parent", "servers"));

    private static Provider provider(Map<String, String> webhook, Map<String, Map<String, String>> events) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("baseUrl", "https://acme.test");
        webhook.forEach((key, value) -> facts.put("webhook." + key, value));
        return Provider.of("acme", facts, TYPES, events);
    }

    private static Webhook webhook(String... pairs) {
        Map<String, String> facts = new LinkedHashMap<>(Map.of("signature", "secret X-Secret", "event", "/type"));
        for (int i = 0; i < pairs.length; i += 2) {
            facts.put(pairs[i], pairs[i + 1]);
        }
        return Objects.requireNonNull(provider(facts, Map.of()).webhook());
    }

    private static Delivery delivery(String body, String... headers) {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < headers.length; i += 2) {
            byName.put(headers[i], headers[i + 1]);
        }
        return new Delivery(byName::get, body.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    @Test
    void a_provider_without_these_facts_has_no_webhook() {
        assertThat(provider(Map.of(), Map.of()).webhook()).isNull();
    }

    @Test
    void the_parts_of_an_events_name_are_joined_and_absent_ones_left_out() throws JsonProcessingException {
        Webhook webhook = webhook("event", "header:X-Event /action");

        assertThat(webhook.event(delivery("", "x-event", "repository"), json("{'action':'deleted'}")))
                .isEqualTo("repository.deleted");
        assertThat(webhook.event(delivery("", "X-Event", "push"), json("{}"))).isEqualTo("push");
    }

    @Test
    void without_an_id_of_its_own_a_delivery_is_what_was_signed() throws JsonProcessingException {
        Webhook webhook = webhook();
        assertThat(webhook.id(delivery("{}"), json("{}")))
                .hasSize(64)
                .isEqualTo(webhook.id(delivery("{}", "X-Other", "1"), json("{}")))
                .isNotEqualTo(webhook.id(delivery("{ }"), json("{}")));
        assertThat(webhook("delivery", "/id").id(delivery("{}"), json("{'id':7}")))
                .isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T12:00:00Z, true",
        "2026-03-01T14:56:00+03:00, true",
        "2026-03-01 11:55:00, true",
        "1772366400, true",
        "1772366400000, true",
        "2026-03-01T11:54:59Z, false",
        "2026-03-01T12:05:01Z, false",
        "yesterday, false",
        "99999999999999999999, false"
    })
    void a_signed_time_must_be_near(String said, boolean fresh) throws JsonProcessingException {
        JsonNode body = json("{'at':'" + said + "'}");
        assertThat(webhook("time", "/at", "window", "5m").isFresh(delivery(""), body, NOW))
                .isEqualTo(fresh);
        Webhook signed = webhook(
                "signature", "hmac-sha256 hex X-S", "signed", "{timestamp}.{body}", "timestamp", "header:X-Time");
        assertThat(signed.isFresh(delivery("", "X-Time", said), body, NOW)).isEqualTo(fresh);
        assertThat(webhook("time", "/at").isFresh(delivery(""), body, NOW)).isTrue();
    }

    @Test
    void events_touch_types_by_name_or_by_how_they_begin() throws JsonProcessingException {
        Webhook webhook = Objects.requireNonNull(provider(
                        Map.of("signature", "secret X", "event", "/type"),
                        Map.of(
                                "servers",
                                Map.of(
                                        "events",
                                        "server:* moved",
                                        "record",
                                        "/data",
                                        "deleted",
                                        "server:gone /data/is_deleted /state=off",
                                        "time",
                                        "/data/at"),
                                "disks",
                                Map.of("events", "moved", "record", "/disk", "parent", "/data/id")))
                .webhook());

        assertThat(webhook.touched("server:new")).containsOnlyKeys("servers");
        assertThat(webhook.touched("moved")).containsOnlyKeys("servers", "disks");
        assertThat(webhook.touched("moved.on")).isEmpty();
        Touch touch = Objects.requireNonNull(webhook.touches().get("servers"));
        assertThat(touch.isGone("server:gone", json("{}"))).isTrue();
        assertThat(touch.isGone("moved", json("{'data':{'is_deleted':true}}"))).isTrue();
        assertThat(touch.isGone("moved", json("{'state':'off'}"))).isTrue();
        assertThat(touch.isGone("moved", json("{'data':{'is_deleted':false},'state':'on'}")))
                .isFalse();
        assertThat(touch.happened(delivery(""), json("{'data':{'at':'1772366400.5'}}")))
                .isEqualTo(NOW.plusMillis(500));
        Touch disks = Objects.requireNonNull(webhook.touches().get("disks"));
        assertThat(disks.parentKey(json("{'data':{'id':7}}"))).isEqualTo("7");
        assertThat(disks.parentKey(json("{}"))).isNull();
    }

    @Test
    void an_event_that_only_names_a_record_says_how_it_is_asked_for() throws JsonProcessingException {
        Webhook webhook = Objects.requireNonNull(provider(
                        Map.of("signature", "secret X", "event", "/type"),
                        Map.of(
                                "servers",
                                Map.of("events", "moved", "id", "/server|/data/id", "fetch", "/servers/{id}")))
                .webhook());
        Touch touch = Objects.requireNonNull(webhook.touches().get("servers"));

        assertThat(touch.isAnew()).isFalse();
        assertThat(touch.tells("moved", json("{}"))).isFalse();
        Touch.Fetch fetch = Objects.requireNonNull(touch.fetch());
        assertThat(fetch.named(json("{'server':' 7 '}"))).isEqualTo("7");
        assertThat(fetch.named(json("{'data':{'id':'a'}}"))).isEqualTo("a");
        for (String none : List.of("{}", "{'server':''}", "{'server':'.'}", "{'server':'..'}", "{'server':null}")) {
            assertThat(fetch.named(json(none))).as(none).isNull();
        }
        assertThat(fetch.named(json("{'server':'" + "7".repeat(201) + "'}"))).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            event          | /type                     | webhook.signature: is missing
            signature      | secret X                  | webhook.event: is missing
            signatur       | secret X                  | did you mean webhook.signature?
            window         | 5m                        | a signed time is needed
            timestamp      | header:X                  | belong together
            signed         | {timestamp}.{body}        | belong together
            time           | at                        | header:Name or a pointer
            """)
    void what_cannot_be_is_refused_by_its_key(String key, String value, String said) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (!key.equals("event") && !key.equals("signature")) {
            facts.put("signature", "hmac-sha256 hex X");
            facts.put("event", "/type");
        }
        facts.put(key, value);
        assertThatThrownBy(() -> provider(facts, Map.of()))
                .isInstanceOf(DeclarationException.class)
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            server  | events=a                    | type: 'server' has no templatedRoute of template list; did you mean servers?
            servers | record=/a                   | events: is missing
            servers | events=a*b                  | '*' stands at the end
            servers | events=a parent=/b          | record: is missing
            servers | events=a record=/b parent=/c | this type has no parent
            disks   | events=a record=/b          | parent: is missing: where the id of its servers record stands
            servers | events=a recrd=/b           | did you mean record?
            servers | events=a fetch=/s/{id}      | id: is missing
            servers | events=a fetch=/s id=/i     | a path below the base URL is needed in which {id} stands
            servers | events=a fetch=s/{id} id=/i | a path below the base URL is needed
            servers | events=a fetch=/s/{id}?a=1 id=/i | a path below the base URL is needed
            servers | events=a fetch=/s/{cursor}/{id} id=/i | {parent} and {dock.parameter} may stand there too
            servers | events=a fetch=/s/{id} id=i | a pointer starts with '/'
            servers | events=a fetch=/s/{id} id=/i record=/r | neither record nor changes has a meaning beside it
            servers | events=a fetch=/s/{id} id=/i changes=list | neither record nor changes has a meaning beside it
            servers | events=a id=/i              | is for events that only name a record; see fetch
            servers | events=a answer=/data       | is for events that only name a record; see fetch
            servers | events=a fetch=/s/{id} id=/i requestsPerSecond=0 | requestsPerSecond
            disks   | events=a fetch=/s/{parent}/d/{id} id=/i | parent: is missing
            """)
    void events_that_cannot_be_are_refused_by_their_key(String type, String parameters, String said) {
        Map<String, String> given = new Declaration("acme", null, Map.of("pairs", parameters)).pairs("pairs");
        assertThatThrownBy(() -> provider(Map.of("signature", "secret X", "event", "/type"), Map.of(type, given)))
                .isInstanceOf(DeclarationException.class)
                .hasMessageContaining("acme event " + type)
                .hasMessageContaining(said);
        assertThatThrownBy(() -> provider(Map.of(), Map.of("servers", Map.of("events", "a"))))
                .hasMessageContaining("see webhook.signature");
    }
}
