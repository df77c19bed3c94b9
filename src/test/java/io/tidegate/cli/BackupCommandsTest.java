package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.cli.CommandRun.Result;
import io.tidegate.config.Settings;
import io.tidegate.db.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandsTest {
    private static final String PORT = "--tidegate.db.embedded-port=0";

    @TempDir
    private Path home;

    @Test
    void a_backup_with_the_key_is_restored_by_another_tidegate() throws IOException {
        Database.open(Settings.load(home, Map.of(), List.of(PORT))).close();
        CommandRun here = CommandRun.beside(home, "");
        String file = home.resolve("b.tar.gz").toString();
        Result keyless = here.run("backup", file, "--with-key", PORT);
        assertThat(keyless.exitCode()).isOne();
        assertThat(keyless.err()).contains("master.key");

        assertThat(here.run("keys", "status", PORT).exitCode()).isZero();
        Result made = here.run("backup", file, "--with-key", PORT);
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.out()).contains("Wrote " + file, "PostgreSQL 17, tables of version");
        assertThat(made.err()).contains("whoever reads this file");
        Result again = here.run("backup", file, PORT);
        assertThat(again.exitCode()).isOne();
        assertThat(again.err()).contains("already");

        Path other = home.resolve("other");
        CommandRun there = CommandRun.beside(other, "");
        Result restored = there.run("restore", file, PORT);
        assertThat(restored.exitCode()).as(restored.err()).isZero();
        assertThat(restored.out())
                .contains(
                        "backed up at 2026-03-01T12:00:00Z",
                        other.resolve("data").toString());
        assertThat(other.resolve("data/master.key")).hasSameTextualContentAs(home.resolve("data/master.key"));
        assertThat(there.run("status", PORT).exitCode()).isZero();
        Result full = there.run("restore", file, PORT);
        assertThat(full.exitCode()).isOne();
        assertThat(full.err()).contains("is not empty");
    }

    @Test
    void of_an_external_database_it_says_which_program_does_that() {
        CommandRun external = CommandRun.beside(home, "postgresql://tide@db.example.org/tide");
        Result backup = external.run("backup", "t.dump");
        assertThat(backup.exitCode()).isEqualTo(2);
        assertThat(backup.err()).contains("pg_dump --format=custom --file=t.dump \"$(./tidegate db url)\"");
        Result restore = external.run("restore", "t.dump");
        assertThat(restore.exitCode()).isEqualTo(2);
        assertThat(restore.err()).contains("pg_restore --no-owner");
        assertThat(Files.exists(home.resolve("data"))).isFalse();
    }
}
