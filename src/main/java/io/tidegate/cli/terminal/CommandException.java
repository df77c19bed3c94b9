package io.tidegate.cli.terminal;

import java.io.Serial;

/** A command that could not do what was asked; the message is one line for people, with what to do next. */
public final class CommandException extends RuntimeException {
    /** The command was right, what it asked for failed. */
    public static final int FAILED = 1;

    /** The command was wrong. */
    public static final int WRONG_USE = 2;

    @Serial
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What was asked for failed. */
    public static CommandException failed(String message) {
        return new CommandException(FAILED, message);
    }

    /** What was asked for makes no sense. */
    public static CommandException wrongUse(String message) {
        return new CommandException(WRONG_USE, message);
    }

    public int exitCode() {
        return exitCode;
    }
}
