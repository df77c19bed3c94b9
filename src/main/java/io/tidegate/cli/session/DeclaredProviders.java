package io.tidegate.cli.session;

import io.tidegate.cli.terminal.CommandException;
import io.tidegate.config.Nearest;
import io.tidegate.config.Settings;
import io.tidegate.provider.Provider;
import io.tidegate.route.text.ProviderReader;
import io.tidegate.route.text.RefusedFileException;
import io.tidegate.route.text.RouteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The providers that files declare, read as the running Tidegate reads them but without Camel: what it refuses only for
 * its routes is not found here.
 */
public final class DeclaredProviders {
    private static final String SUFFIX = RouteFile.SUFFIX;
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
    private final Map<String, Path> paths = new TreeMap<>();
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

    /** The providers of all files that can be used. */
    public List<Provider> usable() {
        return byName.values().stream()
                .map(Declared::provider)
                .filter(Objects::nonNull)
                .toList();
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
        Declared declared = named(name);
        if (declared.provider() == null) {
            throw CommandException.failed("Provider " + name + " cannot be used: " + declared.problem());
        }
        return declared.provider();
    }

    /**
     * The file of that provider, be it usable or not.
     *
     * @throws CommandException when there is none
     */
    public Path path(String name) {
        return Objects.requireNonNull(paths.get(named(name).name()));
    }

    private Declared named(String name) {
        Declared declared = byName.get(name);
        if (declared == null) {
            throw unknown(name, byName.keySet());
        }
        return declared;
    }

    /** That there is no provider of a name, and which there are. */
    static CommandException unknown(String name, Collection<String> known) {
        String nearest = Nearest.to(name, known.stream());
        return CommandException.wrongUse("There is no provider '" + name + "'; "
                + (nearest == null ? "known are " : "did you mean " + nearest + "? Known are ")
                + String.join(", ", known)
                + ".");
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
                        paths.put(name, file);
                    });
        } catch (IOException e) {
            throw CommandException.failed("The folder " + folder + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * The provider of that name, or that a file declares, wherever it lies.
     *
     * @throws CommandException when there is none, or it cannot be used
     */
    public Provider requireOrRead(String nameOrFile) {
        Path file = file(nameOrFile);
        if (file == null) {
            return require(nameOrFile);
        }
        String fileName = String.valueOf(file.getFileName());
        Declared declared = declared(fileName.replace(SUFFIX, ""), "providers", file);
        if (declared.provider() == null) {
            throw CommandException.failed(String.valueOf(declared.problem()));
        }
        return declared.provider();
    }

    /**
     * The file that is meant, where a file is meant and not a name.
     *
     * @throws CommandException when there is no such file, or its name is none of a route file
     */
    public static @Nullable Path file(String nameOrFile) {
        boolean isFile = nameOrFile.endsWith(".yaml") || nameOrFile.indexOf('/') >= 0;
        if (isFile && !nameOrFile.endsWith(SUFFIX)) {
            throw CommandException.wrongUse(nameOrFile + ": a provider's file is named <provider>" + SUFFIX + ".");
        }
        Path file = isFile ? Path.of(nameOrFile) : null;
        if (file != null && !Files.isRegularFile(file)) {
            throw CommandException.wrongUse("There is no file " + nameOrFile + ".");
        }
        return file;
    }

    private Declared declared(String name, String folder, Path file) {
        String shown = folder + "/" + file.getFileName();
        try {
            RouteFile text = RouteFile.read(shown, Files.readString(file));
            return new Declared(name, folder, new ProviderReader(placeholders(properties)).read(text), null);
        } catch (IOException e) {
            return new Declared(name, folder, null, shown + " cannot be read as UTF-8 text");
        } catch (RefusedFileException e) {
            return new Declared(name, folder, null, e.getMessage());
        }
    }

    /** Puts properties, or the values that stand there for their absence, in the place of {@code {{name:value}}}. */
    public static UnaryOperator<String> placeholders(Map<String, String> properties) {
        return text -> resolved(text, properties);
    }

    private static String resolved(String text, Map<String, String> properties) {
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
