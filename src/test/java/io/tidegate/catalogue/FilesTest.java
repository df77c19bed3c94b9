package io.tidegate.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.json.Pointer;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of the catalogue is loaded and has what the contract is tried with. */
class FilesTest {
    private static final String TYPES = "io.tidegate.catalogue.Catalogue#types";

    @RegisterExtension
    static final CatalogueNode node = new CatalogueNode();

    @ParameterizedTest
    @MethodSource("io.tidegate.catalogue.Catalogue#providers")
    void a_file_loads(String provider) {
        assertThat(node.node().routes().status())
                .filteredOn(file -> file.file().endsWith("providers/" + provider + ".camel.yaml"))
                .singleElement()
                .satisfies(file -> assertThat(file.fault()).isNull());
        assertThat(node.provider(provider)).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("io.tidegate.catalogue.Catalogue#declared")
    void a_type_has_fixtures(Catalogue.Declared type) {
        assertThat(Files.exists(type.fixture()))
                .as(
                        "%s is declared but not tried: write %s and provider.yaml beside it as those of other providers"
                                + " are, with the fields that the provider documents and values of your own",
                        type, type.fixture())
                .isTrue();
        assertThat(type.fixture().resolveSibling("provider.yaml")).exists();
    }

    @Test
    void fixtures_have_a_type() {
        Set<String> declared =
                Catalogue.declared().stream().map(Catalogue.Declared::toString).collect(Collectors.toSet());
        assertThat(Catalogue.fixtures().entrySet().stream()
                        .flatMap(provider -> provider.getValue().stream().map(type -> provider.getKey() + " " + type)))
                .isSubsetOf(declared);
    }

    @ParameterizedTest
    @MethodSource(TYPES)
    void each_secret_is_declared_and_each_declared_secret_is_documented(TypeFixture type) {
        ObjectNode hidden = type.sample();
        for (String secret : type.declared().words("secrets")) {
            Set<String> found = new TreeSet<>();
            Pointer.of(secret).rewrite(hidden, value -> {
                found.add(String.valueOf(value));
                return null;
            });
            assertThat(String.join(" ", found))
                    .as("the fixture of %s has no secret at %s", type, secret)
                    .contains(TypeFixture.CANARY);
        }
        assertThat(hidden.toString())
                .as("secrets of %s that are not declared", type)
                .doesNotContain(TypeFixture.CANARY);
    }

    @ParameterizedTest
    @MethodSource(TYPES)
    void what_is_declared_to_mean_nothing_is_documented_to_move(TypeFixture type) {
        ObjectNode before = type.sample();
        ObjectNode after = type.sample();
        type.moved(after);
        for (String pointer : type.declared().words("volatile")) {
            assertThat(values(pointer, after))
                    .as("%s: the fixture moves nothing at %s", type, pointer)
                    .isNotEqualTo(values(pointer, before));
        }
        for (String pointer : type.declared().words("sets")) {
            assertThat(Pointer.of(pointer).first(before))
                    .as("%s: a list of two or more at %s", type, pointer)
                    .hasSizeGreaterThan(1);
        }
    }

    /** What makes no change is not written, so a column of it would stay as it was. */
    @ParameterizedTest
    @MethodSource(TYPES)
    void no_column_stands_where_nothing_counts(TypeFixture type) {
        ObjectNode after = type.sample();
        type.moved(after);
        for (String parameter : List.of("name", "status", "region", "created", "updated", "columns")) {
            for (String word : type.declared().words(parameter)) {
                Pointer at = Pointer.of(word.substring(word.indexOf('=') + 1));
                assertThat(at.first(after))
                        .as("%s: %s %s", type, parameter, word)
                        .isEqualTo(at.first(type.sample()));
            }
        }
    }

    private static List<String> values(String pointer, ObjectNode document) {
        List<String> found = new java.util.ArrayList<>();
        Pointer.of(pointer).rewrite(document.deepCopy(), value -> {
            found.add(String.valueOf(value));
            return value;
        });
        return found;
    }
}
