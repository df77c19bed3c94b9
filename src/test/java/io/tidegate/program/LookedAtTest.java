package io.tidegate.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running program tells those who look at it from outside. */
class LookedAtTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final Pattern METRIC =
            Pattern.compile("\\b(?:tidegate|http_server|hikaricp|jvm|process)_[a-z_]+[a-z]\\b");

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path home;

    @Test
    void dashboard_and_document_name_metrics_that_there_are_and_lines_of_runs_name_their_run() throws Exception {
        try (Program demo = Program.start(
                home, Program.onFreePorts("demo", "--tidegate.log.format=json", "--tidegate.log.level=debug"))) {
            Matcher url = URL.matcher(demo.awaitLine("Tidegate is up"));
            assertThat(url.find()).isTrue();
            demo.awaitLine("of dock harbour (demo): success");
            demo.awaitLine("of dock lighthouse (demo): success");

            get(url.group() + "/api/v1/docks/1");
            String scrape = get(url.group() + "/observe/metrics");
            Set<String> told = scrape.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.replaceFirst("[{ ].*", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
            // nothing is delivered to the demo, no federation runs in it, and what never happened is not counted
            told.add("tidegate_webhook_deliveries_total");
            told.add("tidegate_connector_runs_total");
            // nothing of it goes over Kafka
            told.addAll(
                    Set.of("tidegate_kafka_up", "tidegate_kafka_changes_behind", "tidegate_kafka_changes_lag_seconds"));
            assertThat(named(Path.of("docker", "grafana", "tidegate.json")))
                    .hasSizeGreaterThan(20)
                    .isSubsetOf(told);
            assertThat(named(Path.of("docs", "metrics.md")))
                    .hasSizeGreaterThan(20)
                    .allMatch(name -> told.stream().anyMatch(each -> each.startsWith(name)));
            assertThat(scrape).contains("method=\"GET\",route=\"/api/v1/docks/{dock}\",status=\"200\"");
            assertThat(scrape.lines().filter(line -> line.matches("# HELP \\S+\\s*")))
                    .as("metrics that say nothing of themselves")
                    .isEmpty();

            demo.stop();
            demo.awaitExit();
            linesOfRuns(demo.output().lines().toList());
        }
    }

    private static Set<String> named(Path file) throws IOException {
        return METRIC.matcher(Files.readString(file))
                .results()
                .map(each -> each.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void linesOfRuns(List<String> lines) throws IOException {
        int ofRuns = 0;
        for (String line : lines) {
            JsonNode json = JSON.readTree(line);
            assertThat(json.path("at").asText()).as(line).endsWith("Z");
            assertThat(json.path("message").asText()).as(line).isNotEmpty();
            boolean worker = json.path("thread").asText().contains("worker");
            Matcher run = Pattern.compile("run (\\d+) of dock")
                    .matcher(json.path("message").asText());
            if (run.find()) {
                assertThat(json.path("run").asText()).as(line).isEqualTo(run.group(1));
                ofRuns++;
            }
            if (worker) {
                assertThat(json.hasNonNull("dock") && json.hasNonNull("job") && json.hasNonNull("run"))
                        .as(line)
                        .isTrue();
            }
        }
        assertThat(ofRuns).isGreaterThanOrEqualTo(2);
    }

    private String get(String url) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(url))
                        .method("GET", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(url).isEqualTo(200);
        return answer.body();
    }
}
