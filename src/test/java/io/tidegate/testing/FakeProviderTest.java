package io.tidegate.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidegate.simulator.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeProviderTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String PATH = "/v2/things";

    private final SettableClock clock = new SettableClock();
    private final FakeProvider provider = new FakeProvider(clock);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void a_list_is_served_in_pages_that_link_to_the_next() throws Exception {
        provider.list(PATH, "things").records(5, i -> "{\"id\":" + i + "}").pageSize(2);
        JsonNode first = json(PATH);
        assertThat(first.at("/meta/total").asInt()).isEqualTo(5);
        JsonNode second = json(first.at("/links/pages/next").asText());
        JsonNode third = json(second.at("/links/pages/next").asText());
        assertThat(third.path("things").toString()).isEqualTo("[{\"id\":4}]");
        assertThat(third.at("/links/pages/next").isMissingNode()).isTrue();
        assertThat(provider.requests(PATH)).hasSize(3);
    }

    @Test
    void cursors_link_headers_and_lists_without_pages_are_spoken_too() throws Exception {
        ScriptedList list = provider.list(PATH, "things").records(3, i -> "{\"id\":" + i + "}");
        list.cursors(2);
        JsonNode first = json(PATH);
        assertThat(json(PATH + "?cursor=" + first.at("/meta/next").asText())
                        .at("/things/0/id")
                        .asInt())
                .isEqualTo(2);
        list.linkHeader(2);
        assertThat(get(PATH).headers().firstValue("Link").orElse("")).endsWith(PATH + "?page=2>; rel=\"next\"");
        list.unpaged();
        assertThat(get(PATH).body()).isEqualTo("{\"things\":[{\"id\":0},{\"id\":1},{\"id\":2}]}");
    }

    @Test
    void queued_answers_come_once_before_the_standing_one_and_the_list_comes_back() throws Exception {
        provider.list(PATH, "things").records("{\"id\":1}");
        provider.always(PATH, Answer.status(503)).next(PATH, Answer.status(500), Answer.html(200, "<p>"));
        assertThat(get(PATH).statusCode()).isEqualTo(500);
        assertThat(get(PATH).body()).isEqualTo("<p>");
        assertThat(get(PATH).statusCode()).isEqualTo(503);
        provider.normally(PATH).header("X-Extra", "1");
        assertThat(get(PATH).headers().firstValue("X-Extra")).hasValue("1");
        assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void a_wrong_token_is_refused() throws Exception {
        provider.token("right").list(PATH, "things");
        assertThat(get(PATH).statusCode()).isEqualTo(401);
    }

    @Test
    void a_request_in_a_forbidden_window_is_a_violation_and_one_after_it_is_none() throws Exception {
        provider.list(PATH, "things");
        provider.limit(2, Duration.ofMinutes(1));
        get(PATH);
        HttpResponse<String> last = get(PATH);
        assertThat(last.headers().firstValue("X-RateLimit-Remaining")).hasValue("0");
        assertThat(provider.violations()).isEmpty();
        HttpResponse<String> refused = get(PATH);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(provider.violations()).hasSize(1);
        long wait = refused.headers().firstValueAsLong("Retry-After").orElseThrow();
        clock.tick(Duration.ofSeconds(wait));
        assertThat(get(PATH).statusCode()).isEqualTo(200);
        assertThat(provider.violations()).hasSize(1);
    }

    @Test
    void a_retry_after_of_any_answer_forbids_requests_until_then() throws Exception {
        provider.list(PATH, "things");
        provider.next(PATH, Answer.status(503).header("retry-after", "30"));
        get(PATH);
        clock.tick(Duration.ofSeconds(29));
        get(PATH);
        assertThat(provider.violations()).hasSize(1);
        clock.tick(Duration.ofSeconds(1));
        get(PATH);
        assertThat(provider.violations()).hasSize(1);
    }

    @Test
    void pages_can_repeat_loop_and_lead_elsewhere() throws Exception {
        ScriptedList list = provider.list(PATH, "things")
                .records(4, i -> "{\"id\":" + i + "}")
                .pageSize(2);
        list.repeatingPages();
        assertThat(json(PATH + "?page=7").path("things").toString()).isEqualTo("[{\"id\":0},{\"id\":1}]");
        assertThat(json(PATH + "?page=7").at("/links/pages/next").asText()).endsWith("page=8");
        list.looping();
        assertThat(json(PATH + "?page=2").at("/links/pages/next").asText()).endsWith("page=1");
        list.nextAt("http://attacker.example");
        assertThat(json(PATH).at("/links/pages/next").asText()).startsWith("http://attacker.example/");
        list.behaving();
        assertThat(json(PATH + "?page=2").at("/links/pages/next").isMissingNode())
                .isTrue();
    }

    @Test
    void records_change_go_and_grow_huge_between_requests() throws Exception {
        ScriptedList list = provider.list(PATH, "things").records("{\"id\":1}", "{\"id\":2}");
        list.change(0, thing -> thing.put("name", "new")).remove(1).addHuge("{\"id\":3}", 2_000_000);
        JsonNode things = json(PATH).path("things");
        assertThat(things.at("/0/name").asText()).isEqualTo("new");
        assertThat(things.at("/1/filler").asText()).hasSize(2_000_000);
        list.records();
        assertThat(json(PATH).path("things")).isEmpty();
    }

    @Test
    void a_connection_is_cut_in_the_middle_of_a_body() {
        provider.always(PATH, Answer.json(200, "{\"things\":[]}").cutAfter(5));
        assertThatThrownBy(() -> get(PATH)).isInstanceOf(IOException.class);
    }

    @Test
    void a_stalled_answer_ends_when_the_provider_closes() {
        provider.always(PATH, Answer.json(200, "{\"things\":[]}").stallAfter(5));
        CompletableFuture<HttpResponse<String>> answer = ask(PATH);
        provider.awaitRequests(PATH, 1, SOON);
        assertThat(answer).isNotDone();
        provider.close();
        assertThatThrownBy(answer::join).isInstanceOf(CompletionException.class);
    }

    @Test
    void a_held_answer_waits_for_its_release() {
        provider.list(PATH, "things").records("{\"id\":1}");
        Hold hold = provider.hold(PATH);
        CompletableFuture<HttpResponse<String>> answer = ask(PATH);
        provider.awaitRequests(PATH, 1, SOON);
        assertThat(answer).isNotDone();
        provider.list(PATH, "things").records();
        hold.release();
        assertThat(answer.join().body()).contains("\"things\":[]");
    }

    @Test
    void waiting_for_requests_that_do_not_come_says_what_came() {
        assertThatThrownBy(() -> provider.awaitRequests(PATH, 1, Duration.ofMillis(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(PATH);
    }

    @Test
    void digitalocean_serves_every_list_with_its_own_headers() throws Exception {
        DigitalOceanFixture.on(provider);
        for (String path : List.of("droplets", "apps", "domains", "databases", "projects", "volumes")) {
            HttpResponse<String> answer = get("/v2/" + path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("ratelimit-limit")).hasValue("5000");
            assertThat(answer.headers().firstValueAsLong("ratelimit-reset").orElseThrow())
                    .isBetween(clock.instant().getEpochSecond(), clock.instant().getEpochSecond() + 3600);
        }
        assertThat(json("/v2/droplets?page=2").path("droplets")).hasSize(2);
        assertThat(get("/v2/databases").body())
                .contains(DigitalOceanFixture.CANARY)
                .doesNotContain("\"meta\"");
        assertThat(json("/v2/domains/pilots.example/records").at("/meta/total").asInt())
                .isEqualTo(4);
    }

    private HttpResponse<String> get(String pathOrUrl) throws Exception {
        return client.send(request(pathOrUrl), HttpResponse.BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> ask(String path) {
        return client.sendAsync(request(path), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode json(String pathOrUrl) throws Exception {
        return new JsonMapper().readTree(get(pathOrUrl).body());
    }

    private HttpRequest request(String pathOrUrl) {
        String url = pathOrUrl.startsWith("http") ? pathOrUrl : provider.baseUrl() + pathOrUrl;
        return HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer some")
                .build();
    }
}
