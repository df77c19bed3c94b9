package io.tidegate.cli.dock;

import io.tidegate.cli.dock.SecretSource.Kind;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a dock's token comes from. */
final class TokenOptions {
    @Option(names = "--token-file", paramLabel = "FILE", description = "Read the token from a file.")
    private @Nullable Path file;

    @Option(names = "--token-env", paramLabel = "VAR", description = "Read the token from an environment variable.")
    private @Nullable String variable;

    @Option(names = "--token-stdin", description = "Read the token from standard input.")
    private boolean stdin;

    @Option(names = "--no-token", description = "The provider needs none, nor any other secret.")
    private boolean none;

    /** Whether no secret is wanted at all. */
    boolean isNone() {
        return none;
    }

    /** Where the token is. */
    SecretSource source() {
        if (file != null) {
            return new SecretSource("--token-file", Kind.FILE, file.toString());
        } else if (variable != null) {
            return new SecretSource("--token-env", Kind.ENV, variable);
        } else if (!stdin) {
            throw new IllegalStateException("no source of a token is named");
        }
        return new SecretSource("--token-stdin", Kind.STDIN, "");
    }
}
