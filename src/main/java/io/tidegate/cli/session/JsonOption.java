package io.tidegate.cli.session;

import picocli.CommandLine.Option;

/** {@code --json} on every command that reads. */
public final class JsonOption {
    @Option(names = "--json", description = "Print the facts as JSON, for programs.")
    private boolean wanted;

    public boolean wanted() {
        return wanted;
    }
}
