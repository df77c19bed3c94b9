package io.tidegate.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyFileTest {

    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @TempDir
    Path home;

    @Test
    void development_makes_a_key_once_that_only_its_owner_may_read() throws IOException {
        String first = Vault.open(settings()).keyId();
        Path file = home.resolve("data/master.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Vault.open(settings()).keyId()).isEqualTo(first);
    }

    @Test
    void processes_that_make_the_key_at_once_agree_and_leave_nothing_behind() throws Exception {
        int processes = 16;
        CyclicBarrier together = new CyclicBarrier(processes);
        ExecutorService threads = Executors.newFixedThreadPool(processes);
        try {
            Callable<String> start = () -> {
                together.await();
                return Vault.open(settings()).keyId();
            };
            Set<String> keys = new HashSet<>();
            for (Future<String> each : threads.invokeAll(
                    Stream.generate(() -> start).limit(processes).toList())) {
                keys.add(each.get());
            }
            assertThat(keys).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
        try (Stream<Path> files = Files.list(home.resolve("data"))) {
            assertThat(files).containsExactly(home.resolve("data/master.key"));
        }
    }

    @Test
    void a_named_file_is_read_and_its_blanks_do_not_matter() throws IOException {
        Path file = file("  " + KEY + "\n", "r--------");
        assertThat(Vault.open(settings("--tidegate.master-key-file=" + file)).keyId())
                .isEqualTo(Vault.open(settings("--tidegate.master-key=" + KEY)).keyId());
    }

    @Test
    void a_file_that_others_may_read_is_refused() throws IOException {
        Path file = file(KEY, "rw-r-----");
        assertThatThrownBy(() -> Vault.open(settings("--tidegate.master-key-file=" + file)))
                .isInstanceOf(VaultException.class)
                .hasMessageContainingAll(file.toString(), "rw-r-----", "chmod 600");
    }

    @Test
    void a_named_file_that_is_missing_is_not_made() {
        Path file = home.resolve("nowhere");
        assertThatThrownBy(() -> Vault.open(settings("--tidegate.master-key-file=" + file)))
                .isInstanceOf(VaultException.class)
                .hasMessageContainingAll(file.toString(), "openssl rand");
        assertThat(file).doesNotExist();
    }

    @Test
    void a_file_with_something_else_is_refused_without_quoting_it() throws IOException {
        Path file = file("c4nary", "rw-------");
        assertThatThrownBy(() -> Vault.open(settings("--tidegate.master-key-file=" + file)))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("c4nary");
    }

    private Path file(String text, String mode) throws IOException {
        Path file = Files.writeString(home.resolve("key"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Settings settings(String... flags) {
        return Settings.load(home, Map.of(), List.of(flags));
    }
}
