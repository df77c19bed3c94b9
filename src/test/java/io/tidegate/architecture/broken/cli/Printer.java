package io.tidegate.architecture.broken.cli;

/** Allowed: the command line prints. */
final class Printer {
    private Printer() {}

    static void print(String line) {
        System.out.println(line);
    }
}
