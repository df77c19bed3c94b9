package io.tidegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import io.tidegate.cli.terminal.Look;
import io.tidegate.cli.terminal.Prompt;
import io.tidegate.cli.terminal.Screen;
import io.tidegate.testing.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs commands as a process would, over a test's database and in a folder of its own. */
public final class CommandRun {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Path home;
    private final String databaseUrl;
    private final Prompt prompt;
    private final Path routes;
    private Map<String, String> environment = Map.of();
    private Look look = new Look(100, false, false, ZoneOffset.UTC);

    /** What a command printed, and its exit code. */
    public record Result(int exitCode, String out, String err) {
        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(out);
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    CommandRun(Path home, TestDatabase database, Prompt prompt) {
        this(home, database, prompt, Path.of("routes-yaml"));
    }

    /** With other routes than the shipped ones. */
    CommandRun(Path home, TestDatabase database, Prompt prompt, Path routes) {
        this(home, ((HikariDataSource) database.dataSource()).getJdbcUrl(), prompt, routes);
    }

    private CommandRun(Path home, String databaseUrl, Prompt prompt, Path routes) {
        this.routes = routes.toAbsolutePath();
        this.home = home;
        this.databaseUrl = databaseUrl;
        this.prompt = prompt;
    }

    /** Beside a node, in whose folder the key is that both seal with. */
    public static CommandRun beside(Path home, String databaseUrl) {
        return new CommandRun(home, databaseUrl, Prompt.NOBODY, Path.of("routes-yaml")).wide(160);
    }

    /** The same with variables in its environment. */
    CommandRun with(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    /** The same on a terminal of that many columns. */
    CommandRun wide(int columns) {
        look = new Look(columns, false, false, ZoneOffset.UTC);
        return this;
    }

    public Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Screen screen = new Screen(new PrintWriter(out, true), new PrintWriter(err, true), look, prompt);
        Launcher launcher = (settings, demo) -> {
            throw new IllegalStateException(demo ? "demo" : "run");
        };
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--tidegate.db.url=" + databaseUrl);
        all.add("--tidegate.routes.dir=" + routes);
        int exitCode =
                new TidegateCommand(launcher, () -> NOW, home, environment, screen).execute(all.toArray(String[]::new));
        return new Result(exitCode, out.toString(), err.toString());
    }
}
