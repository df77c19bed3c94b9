package io.tidegate.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.cli.terminal.CommandException;
import io.tidegate.config.Settings;
import io.tidegate.provider.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclaredProvidersTest {
    private static final String SMALL = """
            - beans:
                - name: small
                  type: io.tidegate.provider.Facts
                  properties:
                    baseUrl: "{{tidegate.provider.small.base-url:https://api.example.org}}"
                    recommendedInterval: 5m
                    rateLimit.scope: ip
            - templatedRoute:
                routeId: small-call
                routeTemplateRef: call
                parameters:
                  - { name: provider, value: small }
            - templatedRoute:
                routeId: small-servers
                routeTemplateRef: list
                parameters:
                  - { name: provider, value: small }
                  - { name: type, value: servers }
                  - { name: path, value: /servers }
                  - { name: pageSize, value: 50 }
            """;

    @TempDir
    private Path home;

    @BeforeEach
    void folder() throws IOException {
        Files.createDirectories(home.resolve("routes-yaml/providers"));
        Files.createDirectories(home.resolve("routes-yaml/demo"));
    }

    @Test
    void a_provider_is_read_from_its_file_with_its_placeholders_resolved() throws IOException {
        write("providers/small", SMALL);
        Provider provider = read().require("small");
        assertThat(provider.access().base()).hasToString("https://api.example.org");
        assertThat(provider.recommendedInterval()).hasMinutes(5);
        assertThat(provider.types()).containsOnlyKeys("servers");
        assertThat(read("--tidegate.provider.small.base-url=http://127.0.0.1:9")
                        .require("small")
                        .access()
                        .base())
                .hasToString("http://127.0.0.1:9");
    }

    @Test
    void those_of_the_project_are_all_usable() {
        DeclaredProviders own =
                read("--tidegate.routes.dir=" + Path.of("routes-yaml").toAbsolutePath());
        assertThat(own.all())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.problem()).isNull());
    }

    @Test
    void an_unknown_one_is_answered_with_those_that_are_known() throws IOException {
        write("providers/small", SMALL);
        assertThatThrownBy(() -> read().require("smal"))
                .isInstanceOf(CommandException.class)
                .hasMessage("There is no provider 'smal'; did you mean small? Known are small.");
        assertThatThrownBy(() -> read().require("elsewhere"))
                .hasMessage("There is no provider 'elsewhere'; known are small.");
    }

    @Test
    void a_broken_file_stops_only_itself_and_says_why() throws IOException {
        write("providers/small", SMALL);
        write("providers/broken", "- beans: [\n");
        write("demo/other", SMALL);
        write("demo/wrong", SMALL.replace("small", "wrong").replace("scope: ip", "scope: moon"));
        DeclaredProviders all = read();
        assertThat(all.has("small")).isTrue();
        assertThat(all.has("broken")).isFalse();
        assertThat(all.all())
                .extracting(DeclaredProviders.Declared::problem)
                .satisfiesExactly(
                        broken -> assertThat(broken).startsWith("providers/broken.camel.yaml line 1: no valid YAML"),
                        other -> assertThat(other).contains("must be named as its file, 'other'"),
                        small -> assertThat(small).isNull(),
                        wrong -> assertThat(wrong).contains("rateLimit.scope", "moon", "token, user, project, ip"));
    }

    private DeclaredProviders read(String... flags) {
        return DeclaredProviders.read(Settings.load(home, Map.of(), List.of(flags)));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(home.resolve("routes-yaml/" + name + ".camel.yaml"), text);
    }
}
