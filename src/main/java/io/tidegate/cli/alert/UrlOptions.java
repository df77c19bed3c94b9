package io.tidegate.cli.alert;

import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Prompt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a channel's URL comes from: it is a secret, and never stands on the command line itself. */
final class UrlOptions {
    private static final int MOST_BYTES = 8_192;

    @Option(names = "--url-file", paramLabel = "FILE", description = "Read the URL from a file.")
    private @Nullable Path file;

    @Option(names = "--url-env", paramLabel = "VAR", description = "Read the URL from an environment variable.")
    private @Nullable String variable;

    @Option(names = "--url-stdin", description = "Read the URL from standard input.")
    private boolean stdin;

    boolean isGiven() {
        return file != null || variable != null || stdin;
    }

    /**
     * The URL; without an option the person at the terminal is asked for it.
     *
     * @throws CommandException when there is none
     */
    String needed(Workspace workspace) {
        String text = read(workspace.screen().prompt());
        String url = text == null ? "" : text.strip();
        if (url.isEmpty()) {
            throw CommandException.wrongUse("The URL is missing: --url-file, --url-env or --url-stdin.");
        }
        return url;
    }

    /**
     * A secret in a file, without what stands around it.
     *
     * @throws CommandException when it cannot be read
     */
    static String in(Path file) {
        try {
            return Files.size(file) > MOST_BYTES ? "" : Files.readString(file).strip();
        } catch (IOException e) {
            throw CommandException.wrongUse("Nothing can be read from " + file);
        }
    }

    private @Nullable String read(Prompt prompt) {
        try {
            if (file != null) {
                return in(file);
            } else if (variable != null) {
                return System.getenv(variable);
            } else if (stdin) {
                return new String(System.in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw CommandException.wrongUse("The URL cannot be read from standard input");
        }
        return prompt.isThere() ? prompt.secret("URL (not shown): ") : null;
    }
}
