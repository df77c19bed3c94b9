package io.tidegate.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.config.Settings;
import io.tidegate.config.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRingTest {
    private static final Owner OWNER = new Owner(1, 2);
    private static final String FIRST = text(1);
    private static final String SECOND = text(2);

    @TempDir
    private Path home;

    @Test
    void the_first_of_several_keys_seals_and_all_open() {
        Vault old = Vault.open(settings("--tidegate.master-key=" + FIRST));
        Vault both = Vault.open(settings("--tidegate.master-key=" + SECOND + " , " + FIRST));
        assertThat(both.open(old.seal("secret", OWNER), OWNER)).isEqualTo("secret");
        Sealed anew = both.seal("secret", OWNER);
        assertThat(anew.keyId())
                .isEqualTo(
                        Vault.open(settings("--tidegate.master-key=" + SECOND)).keyId());
        assertThatThrownBy(() -> old.open(anew, OWNER)).hasMessageContainingAll("dock 2", anew.keyId(), old.keyId());
    }

    @Test
    void marks_stay_when_a_new_key_is_put_first() {
        assertThat(Vault.open(settings("--tidegate.master-key=" + SECOND + "," + FIRST))
                        .scopeId("token"))
                .isEqualTo(
                        Vault.open(settings("--tidegate.master-key=" + FIRST)).scopeId("token"));
    }

    @Test
    void a_key_that_came_into_the_file_is_found_and_one_that_left_still_opens() throws IOException {
        write(FIRST, "rw-------");
        Vault running = file();
        Sealed old = running.seal("old", OWNER);
        write(SECOND + "\n\n" + FIRST + "\n", "rw-------");
        Sealed anew = file().seal("new", OWNER);
        assertThat(running.open(anew, OWNER)).isEqualTo("new");
        write(SECOND, "rw-------");
        assertThat(running.seal("x", OWNER).keyId()).isEqualTo(anew.keyId());
        assertThat(running.open(old, OWNER)).isEqualTo("old");
        assertThatThrownBy(() -> file().open(old, OWNER)).hasMessageContaining(old.keyId());
    }

    @Test
    void a_file_that_others_may_read_meanwhile_is_not_read_again() throws IOException {
        write(FIRST, "rw-------");
        Vault running = file();
        write(SECOND, "rw-------");
        Sealed anew = file().seal("new", OWNER);
        Files.setPosixFilePermissions(home.resolve("key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> running.open(anew, OWNER)).hasMessageContainingAll("rw-r--r--", "chmod 600");
        assertThat(running.open(running.seal("x", OWNER), OWNER))
                .as("goes on with the key it has")
                .isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource({
        "'AAAA,%s', has 3 bytes in its key 1",
        "'%s,?', is not base64 in its key 2",
        "'%s,', has 0 bytes in its key 2",
        "'%1$s,%1$s', names key 2 twice"
    })
    void a_wrong_key_among_several_is_named_by_its_place(String keys, String reason) {
        assertThatThrownBy(() -> settings("--tidegate.master-key=" + keys.formatted(FIRST)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("tidegate.master-key", reason, "NEW,OLD")
                .hasMessageNotContaining(FIRST);
    }

    @Test
    void an_empty_file_is_refused() throws IOException {
        write("\n", "rw-------");
        assertThatThrownBy(this::file).hasMessageContainingAll("does not hold a master key", "empty");
    }

    private Vault file() {
        return Vault.open(settings("--tidegate.master-key-file=key"));
    }

    private void write(String text, String mode) throws IOException {
        Path draft = Files.writeString(home.resolve("draft"), text);
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString(mode));
        Files.move(draft, home.resolve("key"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private Settings settings(String... flags) {
        return Settings.load(home, Map.of(), List.of(flags));
    }

    private static String text(int fill) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }
}
