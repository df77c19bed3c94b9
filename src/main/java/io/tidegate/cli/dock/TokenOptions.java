package io.tidegate.cli.dock;

import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Prompt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a dock's token comes from; never the command line itself, which other users of the machine can read. */
final class TokenOptions {
    private static final int MOST_BYTES = 64 * 1024;

    @Option(names = "--token-file", paramLabel = "FILE", description = "Read the token from a file.")
    private @Nullable Path file;

    @Option(names = "--token-env", paramLabel = "VAR", description = "Read the token from an environment variable.")
    private @Nullable String variable;

    @Option(names = "--token-stdin", description = "Read the token from standard input.")
    private boolean stdin;

    @Option(names = "--no-token", description = "The provider needs none.")
    private boolean none;

    /** Whether no token is wanted at all. */
    boolean isNone() {
        return none;
    }

    /**
     * The token that the options name.
     *
     * @throws CommandException when there is none, or what is there can be no token; never with a part of it
     */
    String read() {
        Path from = file;
        String name = variable;
        if (from != null) {
            try (InputStream input = Files.newInputStream(from)) {
                return checked(text(input), "The file " + from);
            } catch (IOException e) {
                throw CommandException.wrongUse("--token-file: " + from + " cannot be read.");
            }
        } else if (name != null) {
            String value = System.getenv(name);
            if (value == null) {
                throw CommandException.wrongUse("--token-env: the environment variable " + name + " is not set.");
            }
            return checked(value, "The environment variable " + name);
        } else if (!stdin) {
            throw new IllegalStateException("no source of a token is named");
        }
        try {
            return checked(text(System.in), "Standard input");
        } catch (IOException e) {
            throw CommandException.wrongUse("--token-stdin: standard input cannot be read.");
        }
    }

    /** Asks the person at the terminal for the token. */
    static String ask(Workspace workspace, String provider) {
        Prompt prompt = workspace.screen().prompt();
        if (!prompt.isThere()) {
            throw CommandException.wrongUse("A token is needed, and there is no terminal to ask at: "
                    + "add --token-file, --token-env or --token-stdin, or --no-token.");
        }
        String typed = prompt.secret("Token for " + provider + " (not shown): ");
        return checked(typed == null ? "" : typed, "The answer");
    }

    private static String text(InputStream input) throws IOException {
        byte[] bytes = input.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw CommandException.wrongUse("A token has at most " + MOST_BYTES / 1024 + " KiB, this is more.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw CommandException.wrongUse("A token is text, and this is not UTF-8.");
        }
    }

    private static String checked(String text, String where) {
        // what an editor or echo puts at the end
        String token = text.strip();
        if (token.isEmpty()) {
            throw CommandException.wrongUse(where + " holds no token.");
        }
        boolean sendable = token.codePoints().allMatch(each -> each >= 0x20 && each != 0x7f);
        if (!sendable) {
            throw CommandException.wrongUse(
                    where + " holds control characters, such as a line break, within the token: it must be one line.");
        }
        return token;
    }
}
