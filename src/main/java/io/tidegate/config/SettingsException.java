package io.tidegate.config;

import java.util.List;
import java.util.stream.Collectors;

/** Settings that stop the start; the message has one line for each problem. Exit code 2. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public SettingsException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** The port that a setting names is in use, as found when listening there. */
    public static SettingsException portTaken(String key, int port) {
        return new SettingsException(List.of(new Problem(
                "start",
                key + "=" + port,
                "is taken by another program",
                "stop that program, or set another port (0 takes any free one)")));
    }

    /** All of them, in the order they were found. */
    public List<Problem> problems() {
        return problems;
    }
}
