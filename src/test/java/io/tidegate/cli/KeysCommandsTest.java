package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.cli.CommandRun.Result;
import io.tidegate.cli.terminal.Prompt;
import io.tidegate.testing.TestDatabase;
import io.tidegate.vault.MasterKey;
import io.tidegate.vault.MasterKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandsTest {
    private static final String NEW = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String OLD = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path home;

    private CommandRun commands = new CommandRun(Path.of("."), database, Prompt.NOBODY);

    @BeforeEach
    void emptyTables() throws IOException {
        database.clear("docks", "lanes", "vault_keys", "retired_master_keys");
        commands = new CommandRun(home, database, Prompt.NOBODY);
        Files.writeString(home.resolve("token"), "dop_v1_secret");
    }

    @Test
    void a_key_file_is_rotated_and_its_status_told() {
        add("main");
        String old = ids()[0];
        Result rotated = commands.run("keys", "rotate");
        String anew = ids()[0];
        assertThat(rotated.exitCode()).as(rotated.err()).isZero();
        assertThat(rotated.out())
                .contains("The new key " + anew + " is the first of", "No sealed value names an old key")
                .contains("The old key " + old + " is out of", "Backups");
        assertThat(ids()).hasSize(1);
        Result status = commands.run("keys", "status");
        assertThat(status.exitCode()).isZero();
        assertThat(status.out()).contains("data/master.key", anew, "seals").doesNotContain(old);
        Result json = commands.run("keys", "status", "--json");
        assertThat(json.json().at("/keys/0/docks").asLong()).isOne();
        assertThat(json.json().at("/keys/0/role").asText()).isEqualTo("seals");
        assertThat(json.json().at("/docksToSet").size()).isZero();
        assertThat(commands.run("dock", "set", "1", "--token-file", token(), "--no-validate")
                        .exitCode())
                .isZero();
    }

    @Test
    void an_old_key_may_stay() {
        add("main");
        assertThat(commands.run("keys", "rotate", "--keep-old").out()).contains("stays in");
        assertThat(ids()).hasSize(2);
        assertThat(commands.run("keys", "status").out()).contains("seals", "opens");
    }

    @Test
    void a_key_of_the_environment_is_put_first_by_hand() {
        String one = "--tidegate.master-key=" + OLD;
        String both = "--tidegate.master-key=" + NEW + "," + OLD;
        assertThat(commands.run(
                                "dock",
                                "add",
                                "digitalocean",
                                "--no-validate",
                                "--name",
                                "a",
                                "--token-file",
                                token(),
                                one)
                        .exitCode())
                .isZero();
        Result explained = commands.run("keys", "rotate", one);
        assertThat(explained.exitCode()).isOne();
        assertThat(explained.err()).contains("NEW,OLD", "openssl rand -base64 32", "--to-file");
        Result rotated = commands.run("keys", "rotate", both);
        assertThat(rotated.exitCode()).as(rotated.err()).isZero();
        assertThat(rotated.out()).contains("Take the old key", "out of tidegate.master-key now");
        assertThat(commands.run("keys", "status", "--tidegate.master-key=" + NEW)
                        .exitCode())
                .isZero();
        Result missing = commands.run("keys", "status", one);
        assertThat(missing.exitCode()).isOne();
        assertThat(missing.out()).contains("missing", "may seal nothing");
        assertThat(missing.err()).contains("1 (a)", "tidegate dock set ID --token-stdin");
        assertThat(rotated + "" + missing + explained).doesNotContain(OLD, NEW);
    }

    @Test
    void a_new_file_may_be_written_for_other_machines() throws IOException {
        add("main");
        String old = ids()[0];
        Path file = home.resolve("new.key");
        Result written = commands.run("keys", "rotate", "--to-file", file.toString());
        assertThat(written.out()).contains("tidegate.master-key-file", "keys rotate");
        assertThat(new MasterKeyFile(file).read())
                .extracting(MasterKey::keyId)
                .hasSize(2)
                .endsWith(old);
        assertThat(ids()).containsExactly(old);
        assertThat(commands.run("keys", "rotate", "--to-file", file.toString()).err())
                .contains("already");
        String moved = "--tidegate.master-key-file=" + file;
        assertThat(commands.run("keys", "rotate", moved).out()).contains("Going on with key");
        assertThat(new MasterKeyFile(file).read()).hasSize(1);
    }

    private void add(String name) {
        assertThat(commands.run("dock", "add", "digitalocean", "--no-validate", "--name", name, "--token-file", token())
                        .exitCode())
                .isZero();
    }

    private String token() {
        return home.resolve("token").toString();
    }

    private String[] ids() {
        return new MasterKeyFile(home.resolve("data/master.key"))
                .read().stream().map(MasterKey::keyId).toArray(String[]::new);
    }
}
