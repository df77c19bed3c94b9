package io.tidegate.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.provider.RateLimit.Reset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitHeadersTest {
    private static final Instant NOW = Instant.parse("2026-11-21T06:40:13Z");
    private static final long EPOCH = NOW.getEpochSecond();

    /** Real headers collected beside the project; held against when they are there. */
    private static final Path VECTORS = Path.of("..", "shared", "providers", "ietf", "vectors.json");

    @ParameterizedTest
    @CsvSource({
        "X-RateLimit-Limit,X-RateLimit-Remaining,X-RateLimit-Reset",
        "x-ratelimit-limit,x-ratelimit-remaining,x-ratelimit-reset",
        "X-RATELIMIT-LIMIT,X-RATELIMIT-REMAINING,X-RATELIMIT-RESET",
        "X-Rate-Limit-Limit,X-Rate-Limit-Remaining,X-Rate-Limit-Reset",
        "RateLimit-Limit,RateLimit-Remaining,RateLimit-Reset",
        "Ratelimit-Limit,Ratelimit-Remaining,Ratelimit-Reset",
        "ratelimit-limit,ratelimit-remaining,rateLimit-reset",
        "X-RateLimit-Requests-Limit,X-RateLimit-Requests-Remaining,X-RateLimit-Requests-Reset",
        "X-RateLimit-Limit-Requests,X-RateLimit-Remaining-Requests,X-RateLimit-Reset-Requests",
        "X-Sentry-Rate-Limit-Limit,X-Sentry-Rate-Limit-Remaining,X-Sentry-Rate-Limit-Reset",
        "CF-API-RateLimit,CF-API-RateLimit-Remaining,CF-API-RateLimit-Reset",
        "X-RateLimit-Limit,X-RateLimit-Requests-Left,X-RateLimit-Reset",
        "X-RateLimit-Limit-minute,X-RateLimit-Remaining-minute,X-RateLimit-Reset-minute"
    })
    void limit_remaining_and_reset_are_read_in_every_spelling(String limit, String remaining, String reset) {
        Observation seen = read(Map.of(limit, "100", remaining, "42", reset, Long.toString(EPOCH + 30)));
        assertThat(seen.quota()).isEqualTo(100);
        assertThat(seen.remaining()).isEqualTo(42);
        assertThat(seen.resetAt()).isEqualTo(NOW.plusSeconds(30));
        assertThat(seen.retryAt()).isNull();
        assertThat(seen.headers()).hasSize(3);
    }

    @Test
    void a_reset_means_what_the_provider_declares() {
        assertThat(reset(Reset.EPOCH_SECONDS, EPOCH + 60)).isEqualTo(NOW.plusSeconds(60));
        assertThat(reset(Reset.EPOCH_MILLISECONDS, (EPOCH + 60) * 1000)).isEqualTo(NOW.plusSeconds(60));
        assertThat(reset(Reset.DELTA_SECONDS, 60)).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void an_undeclared_reset_is_told_by_its_magnitude() {
        assertThat(reset(Reset.INFERRED, EPOCH + 60)).isEqualTo(NOW.plusSeconds(60));
        assertThat(reset(Reset.INFERRED, (EPOCH + 60) * 1000)).isEqualTo(NOW.plusSeconds(60));
        assertThat(reset(Reset.INFERRED, 60)).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void a_reset_may_be_a_date_or_a_fraction() {
        assertThat(read("X-RateLimit-Reset", "2026-11-21T06:41:13Z").resetAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(read("X-RateLimit-Reset", "Sat, 21 Nov 2026 06:41:13 GMT").resetAt())
                .isEqualTo(NOW.plusSeconds(60));
        assertThat(read("X-RateLimit-Reset", "59.2").resetAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(read("Retry-After", "0.1").retryAt()).isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void a_reset_further_away_than_any_window_is_a_number_misread() {
        assertThat(reset(Reset.EPOCH_SECONDS, (EPOCH + 60) * 1000)).isNull();
        assertThat(reset(Reset.DELTA_SECONDS, EPOCH)).isNull();
        assertThat(reset(Reset.INFERRED, 999_999_999_999_999L)).isNull();
    }

    @Test
    void retry_after_is_seconds_or_a_date() {
        assertThat(read("Retry-After", "120").retryAt()).isEqualTo(NOW.plusSeconds(120));
        assertThat(read("retry-after", " 0 ").retryAt()).isEqualTo(NOW);
        assertThat(read("Retry-After", "Sat, 21 Nov 2026 06:45:13 GMT").retryAt())
                .isEqualTo(NOW.plusSeconds(300));
    }

    @ParameterizedTest
    @ValueSource(longs = {-31_536_000, -5, 0, 5, 10_800})
    void an_instant_is_one_of_the_providers_own_clock(long ahead) {
        Instant theirs = NOW.plusSeconds(ahead);
        Map<String, String> headers = new LinkedHashMap<>(Map.of(
                "date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(theirs.atZone(ZoneOffset.UTC)),
                "X-RateLimit-Reset",
                Long.toString(theirs.getEpochSecond() + 60),
                "Retry-After",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        theirs.plusSeconds(90).atZone(ZoneOffset.UTC))));
        for (Reset declared : List.of(Reset.EPOCH_SECONDS, Reset.INFERRED)) {
            Observation seen = Objects.requireNonNull(new RateLimitHeaders(declared).read(headers, NOW));
            assertThat(seen.resetAt()).isEqualTo(NOW.plusSeconds(60));
            assertThat(seen.retryAt()).isEqualTo(NOW.plusSeconds(90));
        }
        headers.put("Retry-After", "90");
        assertThat(Objects.requireNonNull(new RateLimitHeaders(Reset.INFERRED).read(headers, NOW))
                        .retryAt())
                .isEqualTo(NOW.plusSeconds(90));
    }

    @Test
    void an_answer_from_a_cache_speaks_of_somebody_elses_request() {
        RateLimitHeaders reader = new RateLimitHeaders(Reset.INFERRED);
        assertThat(reader.read(Map.of("ratelimit-remaining", "3", "Age", "12"), NOW))
                .isNull();
        assertThat(reader.read(Map.of("ratelimit-remaining", "3", "Age", "0"), NOW))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "-5",
                "1e9",
                "99999999999999999999",
                "Sat, 21 Nov 2099 06:45:13 GMT",
                "Mon, 21 Nov 2026 06:45:13 GMT",
                "999999999"
            })
    void a_retry_after_that_cannot_be_is_passed_over(String value) {
        assertThat(read("Retry-After", value).retryAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=100, remaining=50, reset=5|100;w=10|100|50|5",
                "limit=0, remaining=0, reset=20|15;w=20|0|0|20",
                "remaining=7|100;w=10||7|",
                "\"default\";r=50;t=30|\"default\";q=100;w=10|100|50|30",
                "\"default\";r=50;t=30|||50|30",
                "default;r=50;t=30|default;q=100;w=10|100|50|30",
                "\"a\";r=50;t=30, \"b\";r=3;t=900|\"a\";q=60;w=60,\"b\";q=1000;w=3600|1000|3|900",
                "\"default\";r=999;pk=:dHJpYWwxMjEzMjM=:|||999|",
                "\"a, b;r=1\";r=50;t=30|\"a, b;r=1\";q=100;w=10|100|50|30",
                "\"bytes\";r=1;t=9, \"calls\";r=8;t=7|\"bytes\";q=65535;qu=\"content-bytes\";w=10, \"calls\";q=10;w=60|10|8|7",
                "\"default\"; r=50; t=30; future=\"x\"|\"default\"; q=100; qu=\"requests\"|100|50|30"
            })
    void the_structured_fields_of_the_drafts_are_read(
            String limit,
            @Nullable String policy,
            @Nullable Long quota,
            @Nullable Long remaining,
            @Nullable Long reset) {
        for (Reset declared : Reset.values()) {
            Map<String, String> headers = new LinkedHashMap<>(Map.of("RateLimit", limit));
            if (policy != null) {
                headers.put("RateLimit-Policy", policy);
            }
            Observation seen = Objects.requireNonNull(new RateLimitHeaders(declared).read(headers, NOW));
            assertThat(seen.quota()).isEqualTo(quota);
            assertThat(seen.remaining()).isEqualTo(remaining);
            assertThat(seen.resetAt()).isEqualTo(reset == null ? null : NOW.plusSeconds(reset));
        }
    }

    @Test
    void a_field_in_several_lines_is_one_list() {
        Observation seen = read("RateLimit", "[\"a\";r=50;t=30, \"b\";r=3;t=900]");
        assertThat(seen.remaining()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "\"open;r=1",
                "\"a\";r=-1",
                "\"a\";r=1 \"b\"",
                ";r=1",
                "limit=, remaining=",
                ",,,",
                "\"a\";r"
            })
    void a_malformed_field_says_nothing(String value) {
        Observation seen = read(Map.of("RateLimit", value, "X-RateLimit-Remaining", "many", "X-RateLimit-Limit", "-1"));
        assertThat(seen.quota()).isNull();
        assertThat(seen.remaining()).isNull();
        assertThat(seen.resetAt()).isNull();
    }

    @Test
    void of_several_counts_the_one_of_requests_counts() {
        Observation linear = read(Map.of(
                "X-RateLimit-Requests-Limit", "1500",
                "X-RateLimit-Requests-Remaining", "1499",
                "X-RateLimit-Requests-Reset", Long.toString((EPOCH + 60) * 1000),
                "X-RateLimit-Complexity-Limit", "250000",
                "X-RateLimit-Complexity-Remaining", "10",
                "X-Complexity", "5"));
        assertThat(linear.quota()).isEqualTo(1500);
        assertThat(linear.remaining()).isEqualTo(1499);
        assertThat(linear.resetAt()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void of_several_windows_the_one_that_is_nearest_to_its_end_counts() {
        Observation kong = read(Map.of(
                "X-RateLimit-Limit-minute", "60",
                "X-RateLimit-Remaining-minute", "59",
                "X-RateLimit-Limit-day", "1000",
                "X-RateLimit-Remaining-day", "12"));
        assertThat(kong.quota()).isEqualTo(1000);
        assertThat(kong.remaining()).isEqualTo(12);
    }

    @Test
    void policies_inside_the_limit_are_passed_over() {
        Observation seen = read(Map.of("RateLimit-Limit", "10, 10;w=1, 50;w=60", "RateLimit-Remaining", "7"));
        assertThat(seen.quota()).isEqualTo(10);
        assertThat(seen.remaining()).isEqualTo(7);
    }

    @Test
    void other_headers_say_nothing_of_limits() {
        assertThat(new RateLimitHeaders(Reset.INFERRED)
                        .read(Map.of("Content-Type", "application/json", "X-Unrelated-Ratelimiting", "1"), NOW))
                .isNull();
    }

    @Test
    void the_collected_vectors_mean_what_is_written_beside_them() throws IOException {
        JsonNode vectors = new ObjectMapper().readTree(Files.exists(VECTORS) ? Files.readString(VECTORS) : "[]");
        for (JsonNode vector : vectors) {
            Map<String, String> headers = new LinkedHashMap<>();
            vector.path("headers")
                    .properties()
                    .forEach(one -> headers.put(one.getKey(), one.getValue().asText()));
            JsonNode means = vector.path("means").path("items").path(0);
            means = means.isMissingNode() ? vector.path("means") : means;
            Observation seen = new RateLimitHeaders(Reset.DELTA_SECONDS).read(headers, NOW);
            assertThat(number(seen == null ? null : seen.remaining()))
                    .as(vector.toString())
                    .isEqualTo(means.path("remaining").asLong(-1));
            Instant reset = seen == null ? null : seen.resetAt();
            assertThat(reset == null ? -1 : Duration.between(NOW, reset).toSeconds())
                    .as(vector.toString())
                    .isEqualTo(means.path("reset_in_s").asLong(-1));
            if (means.has("limit")) {
                assertThat(number(Objects.requireNonNull(seen).quota()))
                        .isEqualTo(means.path("limit").asLong());
            }
        }
    }

    private static long number(@Nullable Long value) {
        return value == null ? -1 : value;
    }

    private static @Nullable Instant reset(Reset declared, long value) {
        return Objects.requireNonNull(
                        new RateLimitHeaders(declared).read(Map.of("X-RateLimit-Reset", Long.toString(value)), NOW))
                .resetAt();
    }

    private static Observation read(String name, String value) {
        return read(Map.of(name, value));
    }

    private static Observation read(Map<String, String> headers) {
        return Objects.requireNonNull(new RateLimitHeaders(Reset.INFERRED).read(headers, NOW));
    }
}
