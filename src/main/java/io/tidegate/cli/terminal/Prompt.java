package io.tidegate.cli.terminal;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** Asks the person at the terminal. */
public interface Prompt {
    /** Nobody is there. */
    Prompt NOBODY = new Prompt() {
        @Override
        public boolean isThere() {
            return false;
        }

        @Override
        public @Nullable String line(String question) {
            return null;
        }

        @Override
        public @Nullable String secret(String question) {
            return null;
        }
    };

    /** Whether there is someone to ask. */
    boolean isThere();

    /** The answer; null when the person ended the input. */
    @Nullable String line(String question);

    /** The answer, typed without echo; null when the person ended the input. */
    @Nullable String secret(String question);

    /** Whether the answer is yes; no when there is none. */
    default boolean agrees(String question) {
        String answer = line(question + " [y/N] ");
        return answer != null && answer.strip().matches("(?i)y|yes");
    }

    /** The terminal of this process, if it has one at both ends. */
    @SuppressWarnings("SystemConsoleNull") // null up to Java 21; later ones are asked
    static Prompt ofProcess() {
        Console console = System.console();
        if (console == null || !isTerminal(console)) {
            return NOBODY;
        }
        return new Prompt() {
            @Override
            public boolean isThere() {
                return true;
            }

            @Override
            public @Nullable String line(String question) {
                System.err.print(question);
                System.err.flush();
                return console.readLine();
            }

            @Override
            public @Nullable String secret(String question) {
                System.err.print(question);
                System.err.flush();
                char[] typed = console.readPassword();
                return typed == null ? null : new String(typed);
            }
        };
    }

    /** From Java 22 on there is a console without a terminal too, which would echo. */
    private static boolean isTerminal(Console console) {
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
