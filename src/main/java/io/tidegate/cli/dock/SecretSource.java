package io.tidegate.cli.dock;

import io.tidegate.cli.terminal.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where a secret comes from; never the command line itself, which other users of the machine can read.
 *
 * @param option what named it, for errors
 * @param place the file or variable; empty for standard input
 */
record SecretSource(String option, Kind kind, String place) {
    private static final int MOST_BYTES = 64 * 1024;

    /** What holds a secret. */
    enum Kind {
        FILE,
        ENV,
        STDIN
    }

    /**
     * Reads {@code file:PATH}, {@code env:VAR} or {@code stdin}.
     *
     * @throws CommandException when it is something else, without repeating it: it may be the secret
     */
    static SecretSource of(String option, String text) {
        if (text.startsWith("file:") && text.length() > 5) {
            return new SecretSource(option, Kind.FILE, text.substring(5));
        } else if (text.startsWith("env:") && text.length() > 4) {
            return new SecretSource(option, Kind.ENV, text.substring(4));
        } else if (text.equals("stdin")) {
            return new SecretSource(option, Kind.STDIN, "");
        }
        throw CommandException.wrongUse(
                option
                        + ": where the secret comes from is needed, file:PATH, env:VARIABLE or stdin; never the secret itself.");
    }

    /**
     * The secret.
     *
     * @param name for errors
     * @throws CommandException when there is none, or what is there can be none; never with a part of it
     */
    String read(String name) {
        return switch (kind) {
            case FILE -> checked(file(), name, "The file " + place);
            case ENV -> checked(variable(), name, "The environment variable " + place);
            case STDIN -> checked(stdin(), name, "Standard input");
        };
    }

    private String file() {
        try (InputStream input = Files.newInputStream(Path.of(place))) {
            return text(input);
        } catch (IOException | InvalidPathException e) {
            throw CommandException.wrongUse(option + ": " + place + " cannot be read.");
        }
    }

    private String variable() {
        String value = System.getenv(place);
        if (value == null) {
            throw CommandException.wrongUse(option + ": the environment variable " + place + " is not set.");
        }
        return value;
    }

    private String stdin() {
        try {
            return text(System.in);
        } catch (IOException e) {
            throw CommandException.wrongUse(option + ": standard input cannot be read.");
        }
    }

    private static String text(InputStream input) throws IOException {
        byte[] bytes = input.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw CommandException.wrongUse("A secret has at most " + MOST_BYTES / 1024 + " KiB, this is more.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw CommandException.wrongUse("A secret is text, and this is not UTF-8.");
        }
    }

    /** One line that can be sent. */
    static String checked(String text, String name, String where) {
        // what an editor or echo puts at the end
        String secret = text.strip();
        if (secret.isEmpty()) {
            throw CommandException.wrongUse(where + " holds no " + name + ".");
        }
        boolean sendable = secret.codePoints().allMatch(each -> each >= 0x20 && each != 0x7f);
        if (!sendable) {
            throw CommandException.wrongUse(where + " holds control characters, such as a line break, within the "
                    + name + ": it must be one line.");
        }
        return secret;
    }
}
