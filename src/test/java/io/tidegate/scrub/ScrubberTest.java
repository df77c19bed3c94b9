package io.tidegate.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrubberTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer c4nary-token",
                "{Accept=x, authorization=Basic c4nary}",
                "headers {\"Authorization\": \"token c4nary\"}",
                "X-Api-Key: c4nary",
                "X-Auth-Token=c4nary",
                "Set-Cookie: session=c4nary; HttpOnly",
                "sent with Bearer c4nary.abc",
                "BASIC dXNlcjpjNG5hcnk9c4nary=",
                "the token ghp_c4naryc4nary12345 is old",
                "dop_v1_c4naryc4nary",
                "tdg_c4naryc4nary-x",
                "tdgi_c4naryc4nary-x",
                "github_pat_11c4narycanary",
                "jwt eyJhbGciOiJI.eyJzdWIiOiJjc4nary.c4nary",
                "https://user:c4nary@api.test/x",
                "postgresql://u:c4n@ary@db/x",
                "GET https://api.test/x?page=1&api_key=c4nary&b=2",
                "GET /x?key=c4nary",
                "GET /x?access_token=c4nary",
                "grant_type=x&client_secret=c4nary&scope=y",
                "{\"access_token\":\"c4nary\",\"expires_in\":1}",
                "password=c4nary",
                "TIDEGATE_MASTER_KEY=c4nary",
                "-----BEGIN PRIVATE KEY-----\nc4nary\n-----END PRIVATE KEY-----"
            })
    void what_looks_like_a_credential_is_taken_out(String text) {
        assertThat(Scrubber.scrubbed(text)).doesNotContain("c4n", "ary").contains("[redacted]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dock main has a new access token",
                "the token URL answered 401 (invalid_client: no). Give the dock valid ones with `tidegate dock set 7 --secret"
                        + " refreshToken=file:PATH`.",
                "bearer tokens and basic authentication",
                "start: tidegate.master-key is missing; set tidegate.master-key-file=/run/secrets/key",
                "PostgreSQL 17.2 at postgresql://postgres@127.0.0.1:54320/postgres",
                "GET /v2/droplets?page=2&per_page=200",
                "GET /items?monkey=1&keyboard=2",
                "http://127.0.0.1:8080/observe/health",
                "X-Api-Key is the header that it wants"
            })
    void what_does_not_stays_as_it_is(String text) {
        assertThat(Scrubber.scrubbed(text)).isEqualTo(text);
    }

    @Test
    void hostile_texts_cost_no_more_than_their_length() {
        String text = "Authorization: " + "a".repeat(200_000) + "?".repeat(50_000) + "&key".repeat(20_000) + "://"
                + ":".repeat(50_000);
        assertThat(Scrubber.scrubbed(text)).contains("[redacted]");
    }

    @Test
    void messages_and_exceptions_are_written_without_them() {
        LoggerContext context = new LoggerContext();
        ScrubbingEncoder encoder = new ScrubbingEncoder();
        encoder.setContext(context);
        encoder.setPattern("%msg%n%ex");
        encoder.start();
        Logger logger = context.getLogger("x");
        Throwable failure = new IllegalStateException("asked /x?token=c4nary", new IOException("Bearer c4nary1"));
        LoggingEvent event =
                new LoggingEvent("x", logger, Level.WARN, "{} failed", failure, new Object[] {"https://u:c4nary@h/"});
        String line = new String(encoder.encode(event), StandardCharsets.UTF_8);
        assertThat(line)
                .doesNotContain("c4nary")
                .contains("https://[redacted]", "?token=[redacted]", "Bearer [redacted]");
    }

    @Test
    void a_line_of_json_is_one_whole_object_without_them() throws IOException {
        LoggerContext context = new LoggerContext();
        ScrubbingEncoder encoder = new ScrubbingEncoder();
        encoder.setContext(context);
        encoder.setFormat("json");
        encoder.setPattern("%msg");
        encoder.start();
        Throwable failure = new IllegalStateException("asked /x?token=c4nary", new IOException("Bearer c4nary1"));
        LoggingEvent event = new LoggingEvent(
                "x", context.getLogger("x"), Level.WARN, "{} said \"no\"\n\u0000", failure, new Object[] {
                    "https://u:c4nary@h/"
                });
        event.setMDCPropertyMap(Map.of("dock", "3", "run", "44"));
        String line = new String(encoder.encode(event), StandardCharsets.UTF_8);
        assertThat(line).doesNotContain("c4nary").endsWith("}\n").hasLineCount(1);
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.path("dock").asText()).isEqualTo("3");
        assertThat(json.path("run").asText()).isEqualTo("44");
        assertThat(json.path("level").asText()).isEqualTo("WARN");
        assertThat(json.path("message").asText()).isEqualTo("https://[redacted]h/ said \"no\"\n\u0000");
        assertThat(json.path("exception").asText()).contains("IOException", "?token=[redacted]");
    }

    @Test
    void every_appender_of_the_program_writes_so() throws IOException {
        String configuration = Files.readString(Path.of("src/main/resources/logback.xml"));
        Matcher encoders = Pattern.compile("<encoder[^>]*>").matcher(configuration);
        assertThat(encoders.results().map(each -> each.group()))
                .isNotEmpty()
                .allMatch(each -> each.contains(ScrubbingEncoder.class.getName()));
        assertThat(configuration.split("<appender ", -1).length).isEqualTo(configuration.split("<encoder ", -1).length);
    }
}
