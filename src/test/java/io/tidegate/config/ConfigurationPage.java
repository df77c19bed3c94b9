package io.tidegate.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes {@code docs/configuration.md} of the settings. */
public final class ConfigurationPage {
    static final Path FILE = Path.of("docs/configuration.md");

    private static final String HEAD = """
            # Settings

            Every setting, with its default, what is allowed, and the environment variable that sets it. Nothing has to be set.
            This page is made from the code by `make config`; a test fails when it is out of date.

            **Where to set one.** A line in [`application.properties`](../application.properties), an environment variable, or a
            flag. Each goes before the ones named before it:

            ```sh
            tidegate.http.port=9090                        # in application.properties: for good
            TIDEGATE_HTTP_PORT=9090 ./tidegate run         # environment: upper case, dots and dashes as underscores
            ./tidegate run --tidegate.http.port=9090       # flag: for this start
            ```

            An empty value takes back what an earlier place has set. A key that does not exist, or a value that is not allowed, stops
            the start with exit code 2; the message names the place, the key and what is allowed, for all wrong settings at once.
            Settings are read at the start: change one, then start again. Route files are the exception, they are read while it runs.

            **Which profile.** *any*: it counts in `dev` and `prod` alike. *needed in prod*: `tidegate.profile=prod` does not start
            without it. *dev*, *demo* and *commands* say that it counts there alone. 🔒 marks a secret: it is never printed, logged or
            given to a route. Give it by the environment or a file, since flags can be seen in the list of processes.

            """;

    private static final String TAIL = """
            ## Other keys
            Keys that begin with `camel.` are handed to Apache Camel as they are, such as `camel.main.name`. The launcher reads two
            variables that are no settings: `JAVA_HOME`, and `TIDEGATE_JAVA_OPTS` for options of the Java machine (`-Xmx1g`).
            `TIDEGATE_DEBUG=1` is `--debug` for every command.
            """;

    /** Settings that count in one place only. What production needs is not said here: it is tried. */
    private static final Map<String, String> ONLY = Map.of(
            "tidegate.db.embedded-port", "dev",
            "tidegate.simulator.", "demo",
            "tidegate.server.", "commands");

    private static final List<Group> GROUPS = List.of(
            new Group("Start", "What kind of start this is, and where its files lie.", "profile", "data.", "routes."),
            new Group(
                    "Database", "More: [operating](operating.md). A user or password needs `tidegate.db.url`.", "db."),
            new Group(
                    "People: dashboard and API",
                    "More: [who may do what](access.md), [REST](rest.md).",
                    "http.",
                    "auth",
                    "api."),
            new Group(
                    "Webhooks and devices",
                    "The second listener. More: [webhooks](webhooks.md), [device sync](device-sync.md).",
                    "public.",
                    "device-sync."),
            new Group("Secrets", "One of the two. More: [master keys](keys.md).", "master-key"),
            new Group(
                    "Whom it asks",
                    "More: [security](security.md#whom-tidegate-asks), [providers](providers.md).",
                    "egress.",
                    "provider."),
            new Group(
                    "Syncing",
                    "More: [the flow](flow.md), [limits](limits.md), [several nodes](operating.md#several-nodes).",
                    "node",
                    "workers",
                    "sync.",
                    "budget.",
                    "rate-limit-logs",
                    "federation."),
            new Group("Mail", "Only alerts are mailed. More: [alerts](alerts.md#mail).", "mail."),
            new Group("Logs", "More: [metrics and logs](metrics.md#logs).", "log."),
            new Group("Kafka", "Off unless brokers are named. More: [over Kafka](kafka.md).", "kafka."),
            new Group("Demo", "For `./tidegate demo`. More: [quick start](quickstart.md).", "simulator."),
            new Group("Commands that ask a server", "More: [the command line](cli.md).", "server."));

    /** Settings that belong together: those whose names begin so, after {@code tidegate.}. */
    private record Group(String title, String about, List<String> prefixes) {
        Group(String title, String about, String... prefixes) {
            this(title, about, List.of(prefixes));
        }

        boolean holds(Key<?> key) {
            return prefixes.stream().anyMatch(prefix -> key.name().startsWith("tidegate." + prefix));
        }
    }

    private ConfigurationPage() {}

    /** Writes the page anew. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(FILE, text());
    }

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        List<Key<?>> left = new ArrayList<>(Keys.all());
        List<String> needed = neededInProduction();
        for (Group group : GROUPS) {
            page.append("## ").append(group.title()).append('\n').append(group.about());
            page.append("\n\n| setting | default | what it does, and what is allowed | profile |\n|---|---|---|---|\n");
            for (Key<?> key : Keys.all()) {
                if (group.holds(key) && left.remove(key)) {
                    page.append(row(key, needed));
                }
            }
            page.append('\n');
        }
        if (!left.isEmpty()) {
            throw new IllegalStateException("Say in which group of %s these belong: %s".formatted(FILE, left));
        }
        return page.append(TAIL).toString();
    }

    private static String row(Key<?> key, List<String> needed) {
        String fallback = key.fallback().isEmpty() ? "–" : "`" + key.fallback() + "`";
        return "| `%s`%s<br>`%s` | %s | %s<br>*Allowed:* %s | %s |\n"
                .formatted(
                        key.name(),
                        key.secret() ? " 🔒" : "",
                        key.variable(),
                        fallback,
                        cell(key.meaning()),
                        cell(key.allowed()),
                        profile(key, needed));
    }

    private static String profile(Key<?> key, List<String> needed) {
        for (String problem : needed) {
            if (Pattern.compile("\\b" + Pattern.quote(key.name()) + "(?![a-z.=-])")
                    .matcher(problem)
                    .find()) {
                return problem.contains(", or a file") ? "needed in prod, one of the two" : "needed in prod";
            }
        }
        return ONLY.entrySet().stream()
                .filter(only -> key.name().startsWith(only.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("any");
    }

    /** What a start in production says is missing when nothing else is set: the key, and what may stand in its place. */
    private static List<String> neededInProduction() {
        try {
            Settings.load(Path.of("nowhere"), Map.of("TIDEGATE_PROFILE", "prod"), List.of());
        } catch (SettingsException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
        throw new IllegalStateException("prod starts with nothing set");
    }

    /** Text as a cell of a table holds it. */
    private static String cell(String text) {
        return text.replace("|", "\\|")
                .replace("<name>", "`<name>`")
                .replaceAll("(?<= )(\\*\\.\\w+|tidegate\\.[a-z.-]+[a-z])", "`$1`");
    }
}
