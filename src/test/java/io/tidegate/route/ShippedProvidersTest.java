package io.tidegate.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.provider.Provider;
import io.tidegate.provider.ResourceType;
import io.tidegate.route.text.ProviderReader;
import io.tidegate.route.text.RouteFile;
import io.tidegate.route.text.RouteSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The provider files that come with the program. */
class ShippedProvidersTest {
    private static final Path ROUTES = Path.of("routes-yaml");
    private static final Pattern DEFAULT = Pattern.compile("\\{\\{[^:}]+:([^}]*)}}");

    static List<Path> files() {
        return Stream.of("providers", "demo")
                .map(ROUTES::resolve)
                .filter(Files::isDirectory)
                .flatMap(ShippedProvidersTest::list)
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void each_declares_a_provider(Path file) {
        Provider provider = read(file);

        assertThat(provider.name() + ".camel.yaml").isEqualTo(file.getFileName().toString());
        assertThat(provider.access().title()).isNotEqualTo(provider.name());
        assertThat(provider.types()).isNotEmpty();
        for (ResourceType type : provider.types().values()) {
            assertThat(path(type)).startsWith("/").doesNotContain("{");
        }
    }

    @Test
    void digital_ocean_lists_its_six_types_and_a_child_list() {
        Provider provider = read(ROUTES.resolve("providers/digitalocean.camel.yaml"));
        assertThat(provider.types().keySet())
                .containsExactlyInAnyOrder(
                        "servers", "web_services", "domains", "dns_records", "databases", "projects", "block_volumes");
        assertThat(provider.childrenOf("domains")).containsExactly("dns_records");
        assertThat(path(Objects.requireNonNull(provider.types().get("dns_records"))))
                .isEqualTo("/v2/domains/one/records?per_page=200");
    }

    @Test
    void a_start_need_not_wait_for_their_routes() {
        Map<String, RouteFile> files = new HashMap<>();
        new RouteFolder(ROUTES, List.of("providers"))
                .read()
                .forEach((name, found) -> files.put(name, RouteFile.read(name, Objects.requireNonNull(found.text()))));
        RouteSet set = new RouteSet(files);
        assertThat(set.files().stream().filter(RouteFile::isProvider))
                .isNotEmpty()
                .allMatch(set::isOnlyCalled);
    }

    private static String path(ResourceType type) {
        return type.request(new ResourceType.Asked(null, null, null), name -> "one")
                .target();
    }

    private static Provider read(Path file) {
        String name = ROUTES.relativize(file).toString().replace('\\', '/');
        try {
            RouteFile routes = RouteFile.read(name, Files.readString(file));
            return new ProviderReader(text -> DEFAULT.matcher(text).replaceAll("$1")).read(routes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
