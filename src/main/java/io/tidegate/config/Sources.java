package io.tidegate.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what was set where; a later source replaces an earlier one. */
final class Sources {

    static final String FILE = "application.properties";

    /** Where a release has that file. */
    private static final String RELEASE = "conf";

    /** Read by the launcher, no settings. */
    private static final Set<String> LAUNCHER_VARIABLES = Set.of("TIDEGATE_HOME", "TIDEGATE_JAVA_OPTS");

    private static final Pattern BASE_URL_VARIABLE = Pattern.compile("TIDEGATE_PROVIDER_([A-Z0-9][A-Z0-9_]*)_BASE_URL");

    /** Kubernetes describes a service named tidegate in variables of these names. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("TIDEGATE_(\\w+_)?(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_\\w+)?)");

    /** A value and the place that set it. */
    record Found(String value, String source) {}

    private final Map<String, Found> found = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    static Sources read(Path home, Map<String, String> environment, List<String> flags) {
        Sources sources = new Sources();
        Path file = home.resolve(FILE);
        sources.addFile(Files.exists(file) ? file : home.resolve(RELEASE).resolve(FILE));
        sources.addEnvironment(environment);
        sources.addFlags(flags);
        return sources;
    }

    @Nullable Found get(String key) {
        return found.get(key);
    }

    Set<String> keys() {
        return found.keySet();
    }

    List<Problem> problems() {
        return problems;
    }

    private void addFile(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            return;
        } catch (MalformedInputException e) {
            problems.add(new Problem(FILE, "the file", "is not UTF-8", "save it as UTF-8"));
            return;
        } catch (IOException e) {
            problems.add(new Problem(FILE, "the file", "cannot be read", "check " + file));
            return;
        }
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            problems.add(new Problem(FILE, "the file", "has a malformed \\u escape", "write the character itself"));
            return;
        }
        new TreeMap<Object, Object>(properties)
                .forEach((key, value) ->
                        add(key.toString(), value.toString(), FILE + " line " + line(text, key.toString())));
    }

    private void addEnvironment(Map<String, String> environment) {
        new TreeMap<>(environment).forEach((variable, value) -> {
            boolean setting = variable.startsWith("TIDEGATE_")
                    && !LAUNCHER_VARIABLES.contains(variable)
                    && !SERVICE_LINK.matcher(variable).matches()
                    && !value.matches("(tcp|udp|sctp)://.*");
            if (setting) {
                String source = "environment " + variable;
                String key = keyOf(variable);
                if (key == null) {
                    unknown(
                            source,
                            variable,
                            Nearest.to(variable, Keys.all().stream().map(Key::variable)));
                } else {
                    add(key, value, source);
                }
            }
        });
    }

    private void addFlags(List<String> flags) {
        for (String flag : flags) {
            int equal = flag.indexOf('=');
            if (!flag.startsWith("--") || equal < 0) {
                // "--tidegate.master-key value" leaves the value on its own: not printed.
                String shown = flag.startsWith("--") ? flag : "an argument";
                problems.add(new Problem("flag", shown, "is no setting", "write --key=value"));
            } else {
                add(flag.substring(2, equal), flag.substring(equal + 1), "flag");
            }
        }
    }

    private void add(String key, String value, String source) {
        if (!key.startsWith("camel.") && Keys.find(key) == null) {
            unknown(source, key, Nearest.to(key, Keys.all().stream().map(Key::name)));
        } else if (value.isBlank()) {
            found.remove(key);
        } else {
            found.put(key, new Found(value.strip(), source));
        }
    }

    private void unknown(String source, String key, @Nullable String nearest) {
        String advice = nearest == null ? "see application.properties for all keys" : "did you mean " + nearest + "?";
        problems.add(new Problem(source, key, "is unknown", advice));
    }

    private static @Nullable String keyOf(String variable) {
        for (Key<?> key : Keys.all()) {
            if (key.variable().equals(variable)) {
                return key.name();
            }
        }
        Matcher matcher = BASE_URL_VARIABLE.matcher(variable);
        return matcher.matches()
                ? Keys.baseUrl(matcher.group(1).toLowerCase(Locale.ROOT).replace('_', '-'))
                        .name()
                : null;
    }

    /** The last line that sets this key: java.util.Properties does not tell. */
    private static int line(String text, String key) {
        Pattern pattern = Pattern.compile("\\s*" + Pattern.quote(key) + "(\\s*[=:].*|\\s.*|\\s*)");
        List<String> lines = text.lines().toList();
        for (int i = lines.size(); i > 0; i--) {
            if (pattern.matcher(lines.get(i - 1)).matches()) {
                return i;
            }
        }
        return 1;
    }
}
