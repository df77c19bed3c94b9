package io.tidegate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.simulator.cloud.Kind;
import io.tidegate.testing.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedProviderTest {

    private final SettableClock clock = new SettableClock();

    @ParameterizedTest
    @EnumSource(Kind.class)
    void every_type_has_several_pages_that_together_hold_each_record_once(Kind kind) {
        try (SimulatedProvider provider = provider(Scenario.still())) {
            for (Tenant tenant : List.of(Tenant.HARBOUR, Tenant.LIGHTHOUSE)) {
                Caller caller = new Caller(provider.baseUrl(), tenant.token());
                List<JsonNode> records = caller.all("/v1/" + kind.key(), kind.key());
                assertThat(records)
                        .hasSize(tenant.counts().getOrDefault(kind, 0))
                        .hasSizeGreaterThan(20);
                assertThat(ids(records)).hasSameSizeAs(records);
                assertThat(records).allSatisfy(record -> {
                    assertThat(record.path("name").asText()).isNotBlank();
                    assertThat(record.path("status").asText()).isNotBlank();
                    assertThat(record.path("created_at").asText()).isNotBlank();
                });
                assertThat(records.stream().map(r -> r.path("status").asText()).distinct())
                        .hasSizeGreaterThan(1);
            }
        }
    }

    @Test
    void every_domain_has_dns_records_and_one_has_more_than_a_page() {
        try (SimulatedProvider provider = provider(Scenario.still())) {
            Caller caller = harbour(provider);
            List<Integer> counts = caller.all("/v1/domains", "domains").stream()
                    .map(domain -> "/v1/domains/" + domain.path("name").asText() + "/records")
                    .map(path -> caller.all(path, "dns_records").size())
                    .toList();
            assertThat(counts).allMatch(count -> count >= 4).anyMatch(count -> count > 20);
            assertThat(caller.get("/v1/domains/no-such.example/records").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void a_token_nobody_has_and_no_token_get_401() {
        try (SimulatedProvider provider = provider(Scenario.still())) {
            HttpResponse<String> answer = new Caller(provider.baseUrl(), "wrong").get("/v1/servers");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("\"id\":\"unauthorized\"");
        }
    }

    @Test
    void the_quota_is_announced_and_enforced_and_comes_back_at_its_reset() {
        try (SimulatedProvider provider = provider(Scenario.still().limited(3, Duration.ofMinutes(1)))) {
            Caller caller = harbour(provider);
            for (int remaining = 2; remaining >= 0; remaining--) {
                HttpResponse<String> answer = caller.get("/v1/servers");
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(header(answer, "X-RateLimit-Limit")).isEqualTo("3");
                assertThat(header(answer, "X-RateLimit-Remaining")).isEqualTo(Integer.toString(remaining));
            }
            HttpResponse<String> refused = caller.get("/v1/servers");
            assertThat(refused.statusCode()).isEqualTo(429);
            long reset = Long.parseLong(header(refused, "X-RateLimit-Reset"));
            long wait = Long.parseLong(header(refused, "Retry-After"));
            assertThat(clock.instant().plusSeconds(wait).getEpochSecond()).isEqualTo(reset);
            assertThat(new Caller(provider.baseUrl(), SimulatedProvider.LIGHTHOUSE_TOKEN)
                            .get("/v1/servers")
                            .statusCode())
                    .as("the other account has its own quota")
                    .isEqualTo(200);
            clock.tick(Duration.ofSeconds(wait));
            assertThat(caller.get("/v1/servers").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void the_same_seed_and_instants_give_the_same_answers_and_another_seed_others() {
        String first = story(Scenario.calm());
        assertThat(story(Scenario.calm())).isEqualTo(first);
        assertThat(story(Scenario.calm().seeded(8))).isNotEqualTo(first);
    }

    @Test
    void time_changes_records_lets_few_come_and_go_and_keeps_the_rest() {
        try (SimulatedProvider provider = provider(Scenario.calm())) {
            Caller caller = harbour(provider);
            Map<String, JsonNode> start = everything(caller);
            Map<String, JsonNode> before = start;
            boolean changed = false;
            boolean came = false;
            boolean left = false;
            boolean returned = false;
            for (int minute = 0; minute < 60; minute++) {
                clock.tick(Duration.ofMinutes(1));
                Map<String, JsonNode> now = everything(caller);
                Set<String> gone = minus(before.keySet(), now.keySet());
                assertThat(gone.size()).as("gone between two reads").isLessThanOrEqualTo(before.size() * 3 / 100);
                assertThat(minus(start.keySet(), now.keySet()).size()).isLessThanOrEqualTo(start.size() * 5 / 100);
                assertThat(now.size()).isBetween(start.size() * 95 / 100, start.size() * 105 / 100);
                left |= !gone.isEmpty();
                Set<String> arrived = minus(now.keySet(), before.keySet());
                came |= !minus(arrived, start.keySet()).isEmpty();
                returned |= arrived.stream().anyMatch(start::containsKey);
                Map<String, JsonNode> earlier = before;
                changed |= now.entrySet().stream()
                        .anyMatch(
                                e -> !e.getValue().path("status").equals(path(earlier.get(e.getKey()), e.getValue())));
                before = now;
            }
            assertThat(List.of(changed, came, left, returned)).containsOnly(true);
        }
    }

    @Test
    void a_gauge_moves_on_every_read_though_nothing_happened() {
        try (SimulatedProvider provider = provider(Scenario.still())) {
            Caller caller = harbour(provider);
            JsonNode before = caller.json("/v1/servers").at("/servers/0");
            JsonNode after = caller.json("/v1/servers").at("/servers/0");
            assertThat(after.path("cpu_load_percent")).isNotEqualTo(before.path("cpu_load_percent"));
            assertThat(after.path("status")).isEqualTo(before.path("status"));
        }
    }

    @Test
    void database_bodies_carry_passwords_that_a_reader_must_redact() {
        try (SimulatedProvider provider = provider(Scenario.still())) {
            assertThat(harbour(provider).get("/v1/databases").body()).contains("demo-canary-");
        }
    }

    @Test
    void a_port_that_is_taken_is_named() {
        try (SimulatedProvider provider = provider(Scenario.still())) {
            assertThatThrownBy(() -> new SimulatedProvider(Scenario.still(), clock, provider.port()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("127.0.0.1:" + provider.port())
                    .hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void what_it_keeps_of_a_request_holds_no_token() {
        try (SimulatedProvider provider = provider(Scenario.still())) {
            harbour(provider).get("/v1/servers?page=2");
            assertThat(provider.requests()).hasSize(1);
            Asked asked = provider.requests().get(0);
            assertThat(asked.authorized()).isTrue();
            assertThat(asked.query()).containsEntry("page", "2");
            assertThat(asked.headers().toString() + asked).doesNotContain(SimulatedProvider.HARBOUR_TOKEN);
        }
    }

    private String story(Scenario scenario) {
        SettableClock own = new SettableClock();
        StringBuilder story = new StringBuilder();
        try (SimulatedProvider provider = new SimulatedProvider(scenario, own, 0)) {
            Caller caller = harbour(provider);
            for (int step = 0; step < 5; step++) {
                for (Kind kind : Kind.values()) {
                    story.append(caller.get("/v1/" + kind.key()).body().replace(provider.baseUrl(), ""));
                }
                own.tick(Duration.ofSeconds(47));
            }
        }
        return story.toString();
    }

    private static Map<String, JsonNode> everything(Caller caller) {
        return Set.of(Kind.values()).stream()
                .flatMap(kind -> caller.all("/v1/" + kind.key(), kind.key()).stream()
                        .map(record -> Map.entry(kind.key() + "/" + id(record), record)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static JsonNode path(@Nullable JsonNode before, JsonNode fallback) {
        return (before == null ? fallback : before).path("status");
    }

    private static Set<String> minus(Set<String> these, Set<String> those) {
        Set<String> rest = new HashSet<>(these);
        rest.removeAll(those);
        return rest;
    }

    private static Set<String> ids(List<JsonNode> records) {
        Function<JsonNode, String> id = SimulatedProviderTest::id;
        return records.stream().map(id).collect(Collectors.toSet());
    }

    private static String id(JsonNode record) {
        return record.path("id").asText(record.path("name").asText());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private SimulatedProvider provider(Scenario scenario) {
        return new SimulatedProvider(scenario, clock, 0);
    }

    private static Caller harbour(SimulatedProvider provider) {
        return new Caller(provider.baseUrl(), SimulatedProvider.HARBOUR_TOKEN);
    }
}
