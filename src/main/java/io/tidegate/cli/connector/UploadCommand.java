package io.tidegate.cli.connector;

import io.tidegate.api.connection.UploadView;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Uploads an organization's members. */
@Command(
        name = "upload",
        description = "Upload an organization's members, as the federation exports them (CSV, UTF-8, up to 16 MiB).")
final class UploadCommand implements Callable<Integer> {
    private static final long MOST_BYTES = 16L << 20;

    private final Workspace workspace;

    @Parameters(index = "0", paramLabel = "CODE", description = "The connector's code.")
    private String code = "";

    @Parameters(index = "1", paramLabel = "CLUB", description = "Which of the federation's organizations it is.")
    private String club = "";

    @Parameters(index = "2", paramLabel = "FILE", description = "The file.")
    private Path file = Path.of("");

    @Mixin
    private final JsonOption json = new JsonOption();

    UploadCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        UploadView kept = workspace
                .link()
                .upload(ConnectionCommands.path(code, club) + "/members", "text/csv", content(), UploadView.class);
        if (json.wanted()) {
            workspace.screen().json(kept);
        } else {
            workspace
                    .screen()
                    .line(Words.count(kept.rows(), "member") + " of " + club + (kept.rows() == 1 ? " is" : " are")
                            + " read by job " + kept.job() + " of dock "
                            + kept.dock() + "; see ./tidegate dock show " + kept.dock());
        }
        return 0;
    }

    private byte[] content() {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw CommandException.wrongUse(file + " is larger than 16 MiB.");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw CommandException.wrongUse(file + " cannot be read: is it there, and yours to read?");
        }
    }
}
