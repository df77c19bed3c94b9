package io.tidegate.cli;

import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Screen;
import io.tidegate.cli.terminal.Words;
import io.tidegate.config.Problem;
import io.tidegate.config.SettingsException;
import io.tidegate.db.DatabaseException;
import io.tidegate.vault.VaultException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what went wrong and what to do, and finds the exit code for it. */
final class Failure implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Screen screen;
    private final boolean debug;

    /** @param debug whether to show where it went wrong */
    Failure(Screen screen, boolean debug) {
        this.screen = screen;
        this.debug = debug;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        String message = Words.plain(String.valueOf(wrong.getMessage()));
        List<String> meant =
                wrong instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
        say(message + (meant.isEmpty() ? "." : "; did you mean " + meant.get(0) + "?") + " See " + name + " --help");
        trace(wrong);
        return CommandException.WRONG_USE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        trace(failure);
        if (failure instanceof CommandException expected) {
            say(String.valueOf(expected.getMessage()));
            return expected.exitCode();
        } else if (failure instanceof SettingsException settings) {
            settings.problems().stream().map(Problem::toString).forEach(this::say);
            return CommandException.WRONG_USE;
        } else if (failure instanceof DatabaseException || failure instanceof VaultException) {
            say(String.valueOf(failure.getMessage()));
            return CommandException.FAILED;
        }
        say(unexpected(failure));
        return CommandException.FAILED;
    }

    /** Of a failure of the database only its own words: a statement's failure quotes what was bound to it. */
    private static String unexpected(Exception failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String first = Words.plain(
                String.valueOf(root.getMessage()).lines().findFirst().orElse(""));
        boolean database = root.getClass().getName().matches("(java\\.sql|org\\.postgresql)\\..*");
        return database
                ? "The database failed: " + first + "."
                : root.getClass().getSimpleName() + ": " + first + ". Add --debug to see where.";
    }

    private void say(String message) {
        screen.note("tidegate: " + message);
    }

    private void trace(Exception failure) {
        if (debug) {
            failure.printStackTrace(screen.err());
        }
    }
}
