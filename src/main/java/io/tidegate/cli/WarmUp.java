package io.tidegate.cli;

import io.tidegate.config.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Runs all of Tidegate once, on an empty data folder that is thrown away: the launcher records which classes a start
 * needs, so that later ones need less time. Nothing of the user's settings counts here, least of all a database.
 */
@Command(name = "warm-up", hidden = true, description = "Run once on an empty folder, for the launcher's class cache.")
final class WarmUp implements Callable<Integer> {
    private final Launcher launcher;
    private final Path home;

    WarmUp(Launcher launcher, Path home) {
        this.launcher = launcher;
        this.home = home;
    }

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("tidegate-warm-up");
        try {
            launcher.rehearse(Settings.load(
                    folder,
                    Map.of(),
                    List.of(
                            "--tidegate.routes.dir="
                                    + home.resolve("routes-yaml").toAbsolutePath(),
                            "--tidegate.db.embedded-port=0",
                            "--tidegate.http.port=0",
                            "--tidegate.public.port=0")));
            return 0;
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
