package io.tidegate.cli.session;

import io.tidegate.cli.terminal.CommandException;
import io.tidegate.config.Nearest;
import io.tidegate.config.Settings;
import io.tidegate.provider.DeclarationException;
import io.tidegate.provider.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * The providers that files declare, read without Camel. The running Tidegate reads the same files more strictly: what it
 * refuses for its routes is not found here.
 */
public final class DeclaredProviders {
    private static final String SUFFIX = ".camel.yaml";
    private static final String FACTS = "io.tidegate.provider.Facts";
    private static final int MOST_BYTES = 1 << 20;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}:]+)(?::([^{}]*))?}}");

    /**
     * A provider file.
     *
     * @param folder where it lies; what lies in {@code demo} is loaded by the demo only
     * @param provider null when the file cannot be used
     * @param problem why it cannot; null when it can
     */
    public record Declared(
            String name,
            String folder,
            @Nullable Provider provider,
            @Nullable String problem) {}

    private final Map<String, Declared> byName = new TreeMap<>();
    private final Map<String, String> properties;

    private DeclaredProviders(Map<String, String> properties) {
        this.properties = properties;
    }

    /** Reads the provider files of the routes folder. */
    public static DeclaredProviders read(Settings settings) {
        DeclaredProviders declared = new DeclaredProviders(settings.routeProperties());
        for (String folder : List.of("demo", "providers")) {
            declared.readFolder(settings.directories().routes().resolve(folder), folder);
        }
        return declared;
    }

    /** Every file, by name. */
    public Collection<Declared> all() {
        return byName.values();
    }

    /** Whether a usable file declares that provider. */
    public boolean has(String name) {
        Declared declared = byName.get(name);
        return declared != null && declared.provider() != null;
    }

    /**
     * The provider of that name.
     *
     * @throws CommandException when no usable file declares it, naming those that are
     */
    public Provider require(String name) {
        Declared declared = byName.get(name);
        if (declared == null) {
            String nearest = Nearest.to(name, byName.keySet().stream());
            throw CommandException.wrongUse("There is no provider '" + name + "'; "
                    + (nearest == null ? "" : "did you mean " + nearest + "? ") + "Known are "
                    + byName.keySet().stream().collect(Collectors.joining(", ")) + ".");
        }
        if (declared.provider() == null) {
            throw CommandException.failed("Provider " + name + " cannot be used: " + declared.problem());
        }
        return declared.provider();
    }

    private void readFolder(Path folder, String folderName) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .filter(Files::isRegularFile)
                    .forEach(file -> {
                        String fileName = file.getFileName().toString();
                        String name = fileName.substring(0, fileName.length() - SUFFIX.length());
                        byName.put(name, declared(name, folderName, file));
                    });
        } catch (IOException e) {
            throw CommandException.failed("The folder " + folder + " cannot be read: " + e.getMessage());
        }
    }

    private Declared declared(String name, String folder, Path file) {
        try {
            return new Declared(name, folder, provider(name, Files.readString(file)), null);
        } catch (IOException e) {
            return new Declared(name, folder, null, folder + "/" + file.getFileName() + " cannot be read");
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark()
                    .map(mark -> " line " + (mark.getLine() + 1))
                    .orElse("");
            return new Declared(name, folder, null, file.getFileName() + line + ": no valid YAML: " + e.getProblem());
        } catch (DeclarationException | YamlEngineException | IllegalArgumentException | ClassCastException e) {
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return new Declared(name, folder, null, file.getFileName() + ": " + message);
        }
    }

    private Provider provider(String name, String text) {
        // every scalar as it is written, as Camel's parameters are
        LoadSettings strings = LoadSettings.builder()
                .setSchema(new FailsafeSchema())
                .setCodePointLimit(MOST_BYTES)
                .build();
        Map<String, Object> facts = null;
        Map<String, Map<String, String>> types = new LinkedHashMap<>();
        for (Map<?, ?> entry : maps(new Load(strings).loadFromString(text))) {
            for (Map<?, ?> bean : maps(entry.get("beans"))) {
                if (FACTS.equals(bean.get("type")) && name.equals(bean.get("name"))) {
                    facts = resolved(bean.get("properties"));
                }
            }
            if (entry.get("templatedRoute") instanceof Map<?, ?> route) {
                Map<String, String> parameters = new LinkedHashMap<>();
                for (Map<?, ?> parameter : maps(route.get("parameters"))) {
                    parameters.put(
                            String.valueOf(parameter.get("name")), resolved(String.valueOf(parameter.get("value"))));
                }
                String type = parameters.get("type");
                if (type != null) {
                    types.put(type, parameters);
                }
            }
        }
        if (facts == null) {
            throw new IllegalArgumentException("no bean of type " + FACTS + " is named " + name + ", as its file is");
        }
        return Provider.of(name, facts, types);
    }

    private static List<Map<?, ?>> maps(@Nullable Object value) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> map) {
                    maps.add(map);
                }
            }
        }
        return maps;
    }

    private Map<String, Object> resolved(@Nullable Object properties) {
        Map<String, Object> resolved = new LinkedHashMap<>();
        if (properties instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                Object read = value instanceof Map<?, ?> ? resolved(value) : value;
                if (read != null) {
                    resolved.put(String.valueOf(key), read instanceof String text ? resolved(text) : read);
                }
            });
        }
        return resolved;
    }

    private String resolved(String text) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (placeholder.find()) {
            String value = properties.getOrDefault(placeholder.group(1), placeholder.group(2));
            if (value == null) {
                throw new IllegalArgumentException("nothing is set for {{" + placeholder.group(1) + "}}");
            }
            placeholder.appendReplacement(resolved, Matcher.quoteReplacement(value));
        }
        return placeholder.appendTail(resolved).toString();
    }
}
