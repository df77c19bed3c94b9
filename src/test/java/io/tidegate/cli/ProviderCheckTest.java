package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.cli.CommandRun.Result;
import io.tidegate.cli.terminal.Prompt;
import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Declarations beside the shipped routes; what Camel itself says of them is tried in RouteTrialTest. */
class ProviderCheckTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path home;

    private CommandRun commands = new CommandRun(Path.of("."), database, Prompt.NOBODY);
    private String acme = "";

    @BeforeEach
    void commands() throws IOException {
        commands = new CommandRun(home, database, Prompt.NOBODY);
        acme = Files.readString(Path.of("src/test/resources/rehearsal/acme.camel.yaml"));
    }

    @Test
    void every_shipped_provider_can_run() {
        for (String name : new String[] {"digitalocean", "foireann", "gridpane", "vultr"}) {
            Result result = commands.run("provider", "check", name);
            assertThat(result.out()).isEqualTo("providers/" + name + ".camel.yaml: can run\n");
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void all_that_is_wrong_is_named_with_its_line_and_the_nearest_key() throws IOException {
        Path file = saved(acme.replace("title: Acme", "titel: Acme")
                .replace("  message: /message", "  messages: /message")
                .replace("- { name: pageSize, value: \"2\" }", "- { name: pageSiez, value: \"2\" }")
                .replace("next-link /next", "nextlink /next"));
        Result result = commands.run("provider", "check", file.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out().lines())
                .hasSize(4)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("providers/acme.camel.yaml line 5: ")
                        .contains("titel", "did you mean title?"))
                .anySatisfy(line -> assertThat(line).contains(" line 9: ", "errors.messages", "errors.message?"))
                .anySatisfy(line -> assertThat(line).contains(" line 24: ", "pageSiez", "did you mean pageSize?"))
                .anySatisfy(line -> assertThat(line).contains(" line 26: ", "accounts: paging"));
        JsonNode faults =
                commands.run("provider", "check", file.toString(), "--json").json();
        assertThat(faults.at("/valid").asBoolean()).isFalse();
        assertThat(faults.at("/faults").findValuesAsText("nearest")).contains("title", "pageSize", "errors.message");
        assertThat(faults.at("/faults").findValuesAsText("key")).contains("titel", "paging");
        assertThat(faults.at("/faults").findValuesAsText("line")).contains("5", "9", "24", "26");
    }

    @Test
    void what_is_wrong_of_records_that_are_edited_on_both_sides_is_named_as_well() throws IOException {
        String crm = Files.readString(Path.of("src/test/resources/federation/crm.camel.yaml"));
        Path file = Files.writeString(
                home.resolve("crm.camel.yaml"),
                crm.replace("since=date }", "since=day }")
                        .replace("name: required, value: name", "name: requird, value: name"));
        Result result = commands.run("provider", "check", file.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out().lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("providers/crm.camel.yaml line %d: ".formatted(line(crm, "name: kinds,")))
                        .contains("two-way contacts", "kinds", "allowed are text, name, email, phone, date, address"))
                .anySatisfy(line -> assertThat(line)
                        .contains(" line %d: ".formatted(line(crm, "name: required,")), "did you mean required?"));
        Path lonely = Files.writeString(
                home.resolve("crm.camel.yaml"),
                crm.replace(
                        "routeTemplateRef: two-way\n    parameters:\n      - { name: provider, value: crm }\n"
                                + "      - { name: type, value: contacts }",
                        "routeTemplateRef: two-way\n    parameters:\n      - { name: provider, value: crm }\n"
                                + "      - { name: type, value: contracts }"));
        assertThat(commands.run("provider", "check", lonely.toString()).out())
                .contains(" line %d: ".formatted(line(crm, "name: kind,") - 1), "did you mean contacts?");
        Files.writeString(home.resolve("crm.camel.yaml"), crm);
        assertThat(commands.run("provider", "check", lonely.toString()).out())
                .isEqualTo("providers/crm.camel.yaml: can run\n");
    }

    private static int line(String text, String part) {
        return (int) text.substring(0, text.indexOf(part)).lines().count();
    }

    @Test
    void a_file_that_is_no_yaml_is_named_by_the_line_where_it_ends_to_be() throws IOException {
        Result result = commands.run(
                "provider", "check", saved("- beans:\n  - name: [acme\n").toString());
        assertThat(result.out()).startsWith("providers/acme.camel.yaml line 2: no valid YAML");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void what_is_no_file_and_no_name_is_wrong_use() {
        assertThat(commands.run("provider", "check", "digitalocaen").err()).contains("did you mean digitalocean?");
        assertThat(commands.run("provider", "check", "there/acme.camel.yaml").exitCode())
                .isEqualTo(2);
        assertThat(commands.run("provider", "check", "acme.yaml").err()).contains("named <provider>.camel.yaml");
    }

    @Test
    void a_recorded_body_is_read_without_asking_anybody() throws IOException {
        Path body = Files.writeString(home.resolve("zones.json"), "[{\"id\": 1}, {\"id\": 2}]");
        String file = saved(acme).toString();
        Result read = commands.run("provider", "check", file, "--body", body.toString(), "--type", "zones");
        assertThat(read.out()).contains("2 records would be stored, no page follows");
        assertThat(commands.run("provider", "check", file, "--body", body.toString())
                        .err())
                .contains("--body: say of which type it is a page");
        Result wrong = commands.run("provider", "check", file, "--body", body.toString(), "--type", "accounts");
        assertThat(wrong.out()).contains("failed: Acme: the body has no list at /accounts");
        assertThat(wrong.exitCode()).isEqualTo(1);
    }

    private Path saved(String text) throws IOException {
        return Files.writeString(home.resolve("acme.camel.yaml"), text);
    }
}
