package io.tidegate.cli.export;

import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** In which form an export goes where. */
final class ExportOptions {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "ndjson, an object on each line, which is also the default; csv, with a line of names; or json, one document.")
    private String format = "ndjson";

    @Option(names = "--out", paramLabel = "FILE", description = "Write there, all or nothing; else to standard output.")
    private @Nullable Path file;

    int export(Workspace workspace, String path, Map<String, @Nullable Object> filter) {
        Map<String, @Nullable Object> query = new HashMap<>(filter);
        query.put("format", format);
        if (file == null) {
            workspace.link().stream(path, query, workspace.screen().bytes());
            return 0;
        }
        Path target = file.toAbsolutePath();
        Path folder = Objects.requireNonNull(target.getParent());
        try {
            // readable by its owner alone, as all temporary files
            Path part = Files.createTempFile(folder, target.getFileName() + ".", ".part");
            try {
                write(workspace, path, query, part);
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw CommandException.failed("--out: " + file + " cannot be written: " + e.getMessage() + ".");
        }
        return 0;
    }

    private void write(Workspace workspace, String path, Map<String, @Nullable Object> query, Path part)
            throws IOException {
        try (ProgressStream out =
                new ProgressStream(new BufferedOutputStream(Files.newOutputStream(part)), workspace)) {
            workspace.link().stream(path, query, out);
            workspace.screen().note(out.kib() + " KiB written to " + file + ".");
        }
    }
}
