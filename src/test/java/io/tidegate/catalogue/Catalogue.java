package io.tidegate.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The provider files of the catalogue, and the fixtures beside them. */
final class Catalogue {
    private static final Path FILES = Path.of("routes-yaml", "providers");
    private static final Path FIXTURES = Path.of("src", "test", "resources", "catalogue");
    private static final String FILE = ".camel.yaml";
    private static final JsonMapper JSON = new JsonMapper();

    private Catalogue() {}

    /** A type of a provider's file. */
    record Declared(String provider, String type, Map<String, String> parameters) {
        Path fixture() {
            return FIXTURES.resolve(provider).resolve(type + ".yaml");
        }

        /** The words of a parameter, such as pointers. */
        List<String> words(String parameter) {
            return Stream.of(parameters.getOrDefault(parameter, "").split("\\s+"))
                    .filter(word -> !word.isEmpty())
                    .toList();
        }

        @Override
        public String toString() {
            return provider + " " + type;
        }
    }

    /** The providers that have a file. */
    static List<String> providers() {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(FILE))
                    .map(name -> name.substring(0, name.length() - FILE.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every type of every file. */
    static List<Declared> declared() {
        return providers().stream().flatMap(name -> declared(name).stream()).toList();
    }

    /** The types of a provider's file, in its order. */
    static List<Declared> declared(String provider) {
        return read(FILES.resolve(provider + FILE))
                .valueStream()
                .map(step -> step.path("templatedRoute"))
                .filter(route -> route.path("routeTemplateRef").asText().equals("list"))
                .map(route -> {
                    Map<String, String> parameters = new LinkedHashMap<>();
                    route.path("parameters")
                            .forEach(one -> parameters.put(
                                    one.path("name").asText(), one.path("value").asText()));
                    return new Declared(provider, parameters.getOrDefault("type", ""), parameters);
                })
                .toList();
    }

    /** The types whose fixtures are there: what the contract is tried with. {@link FilesTest} finds those that lack. */
    static List<TypeFixture> types() {
        return providers().stream()
                .flatMap(name -> types(name).values().stream())
                .toList();
    }

    /** Those that the provider is asked for. */
    static List<TypeFixture> asked() {
        return types().stream().filter(type -> type.file() == null).toList();
    }

    /** All of one provider, by type, in the order of its file. */
    static Map<String, TypeFixture> types(String provider) {
        Path facts = FIXTURES.resolve(provider).resolve("provider.yaml");
        Map<String, TypeFixture> types = new LinkedHashMap<>();
        if (Files.exists(facts)) {
            ProviderFixture of = new ProviderFixture(provider, read(facts));
            for (Declared one : declared(provider)) {
                if (Files.exists(one.fixture())) {
                    types.put(one.type(), new TypeFixture(of, one, read(one.fixture())));
                }
            }
        }
        return types;
    }

    /** The type's parent, that one's, …, from the top on. */
    static List<TypeFixture> parents(TypeFixture type) {
        TypeFixture parent = types(type.provider().name()).get(String.valueOf(type.parent()));
        return parent == null
                ? List.of()
                : Stream.concat(parents(parent).stream(), Stream.of(parent)).toList();
    }

    /** The types that have fixtures, whether a file declares them or not, by provider. */
    static Map<String, List<String>> fixtures() {
        Map<String, List<String>> found = new TreeMap<>();
        try (Stream<Path> folders = Files.list(FIXTURES)) {
            for (Path folder : folders.toList()) {
                try (Stream<Path> files = Files.list(folder)) {
                    found.put(
                            folder.getFileName().toString(),
                            files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                                    .filter(name -> !name.equals("provider"))
                                    .sorted()
                                    .toList());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static JsonNode read(Path yaml) {
        try {
            Object read = new Load(
                            LoadSettings.builder().setLabel(yaml.toString()).build())
                    .loadFromString(Files.readString(yaml));
            return JSON.valueToTree(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
