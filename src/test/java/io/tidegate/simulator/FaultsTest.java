package io.tidegate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.testing.SettableClock;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private static final Duration SLOW = Duration.ofMillis(300);

    private final SettableClock clock = new SettableClock();

    @Test
    void a_limited_request_says_how_long_and_is_refused_until_then() {
        try (SimulatedProvider provider = provider(new Faults(2, 0, 0, 0, 0, SLOW))) {
            Caller caller = harbour(provider);
            HttpResponse<String> answer = firstOtherThan200(caller);
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(header(answer, "X-RateLimit-Remaining")).isNotEqualTo("0");
            long wait = Long.parseLong(header(answer, "Retry-After"));
            assertThat(wait).isBetween(2L, 5L);
            clock.tick(Duration.ofSeconds(wait).minusMillis(1));
            HttpResponse<String> tooEarly = caller.get("/v1/servers");
            assertThat(tooEarly.statusCode()).isEqualTo(429);
            assertThat(header(tooEarly, "Retry-After")).isEqualTo("1");
        }
    }

    @Test
    void a_failed_request_is_a_500_with_a_json_error() {
        try (SimulatedProvider provider = provider(new Faults(0, 1, 0, 0, 0, SLOW))) {
            HttpResponse<String> answer = harbour(provider).get("/v1/servers");
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("server_error");
        }
    }

    @Test
    void a_slow_request_is_answered_in_the_end() {
        try (SimulatedProvider provider = provider(new Faults(0, 0, 1, 0, 0, SLOW))) {
            long start = System.nanoTime();
            assertThat(harbour(provider).get("/v1/servers").statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SLOW);
        }
    }

    @Test
    void a_cut_request_ends_in_the_middle_of_its_body() {
        try (SimulatedProvider provider = provider(new Faults(0, 0, 0, 1, 0, SLOW))) {
            Caller caller = harbour(provider);
            assertThatThrownBy(() -> caller.get("/v1/servers")).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void a_page_for_people_comes_with_status_200() {
        try (SimulatedProvider provider = provider(new Faults(0, 0, 0, 0, 1, SLOW))) {
            HttpResponse<String> answer = harbour(provider).get("/v1/servers");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "Content-Type")).startsWith("text/html");
            assertThat(answer.body()).startsWith("<!doctype html>");
        }
    }

    @Test
    void ten_minutes_of_the_demo_show_each_fault_a_few_times_and_leave_most_requests_alone() {
        Map<Faults.Fault, Integer> seen = new EnumMap<>(Faults.Fault.class);
        int harbour = 440;
        int lighthouse = 370;
        for (int request = 0; request < harbour; request++) {
            seen.merge(Faults.demo().of(11, request), 1, Integer::sum);
        }
        for (int request = 0; request < lighthouse; request++) {
            seen.merge(Faults.demo().of(12, request), 1, Integer::sum);
        }
        assertThat(seen).hasSize(Faults.Fault.values().length);
        int good = seen.getOrDefault(Faults.Fault.NONE, 0);
        seen.remove(Faults.Fault.NONE);
        assertThat(seen.values()).allMatch(times -> times >= 2 && times <= 9);
        assertThat(good).isGreaterThan((harbour + lighthouse) * 95 / 100);
    }

    private HttpResponse<String> firstOtherThan200(Caller caller) {
        HttpResponse<String> answer = caller.get("/v1/servers");
        return answer.statusCode() == 200 ? caller.get("/v1/servers") : answer;
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private SimulatedProvider provider(Faults faults) {
        return new SimulatedProvider(Scenario.still().with(faults), clock, 0);
    }

    private static Caller harbour(SimulatedProvider provider) {
        return new Caller(provider.baseUrl(), SimulatedProvider.HARBOUR_TOKEN);
    }
}
