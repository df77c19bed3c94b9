package io.tidegate.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.alert.channel.ChannelTarget;
import io.tidegate.testing.TestDatabase;
import io.tidegate.vault.Vault;
import io.tidegate.vault.VaultException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The URLs of alert channels are sealed like credentials, and go along when the master key is replaced. */
class ChannelRotationTest {
    private static final ChannelTarget TARGET =
            new ChannelTarget(URI.create("https://hooks.example.org/secret"), "a secret that signs");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path home;

    @Test
    void channels_of_organizations_and_of_the_instance_are_wrapped_anew() {
        RotationBed bed = new RotationBed(database, home);
        database.clear("alert_channels");
        bed.made();
        Vault before = bed.process();
        bed.fill(before, 1);
        String old = before.keyId();
        String late = TARGET.seal(before, 1, 3);
        keep(1, 1L, TARGET.seal(before, 1, 1));
        keep(2, null, TARGET.seal(before, 0, 2));

        assertThat(bed.rotate(false, step -> {}).gone()).containsExactly(old);

        Vault after = bed.process();
        assertThat(after.keyId()).isNotEqualTo(old);
        assertThat(ChannelTarget.open(after, sealed(1), 1, 1)).isEqualTo(TARGET);
        assertThat(ChannelTarget.open(after, sealed(2), 0, 2)).isEqualTo(TARGET);
        assertThat(bed.dump()).doesNotContain(old);
        assertThatThrownBy(() -> keep(3, 1L, late)).hasMessageContaining("was replaced");
        assertThatThrownBy(() -> ChannelTarget.open(after, sealed(1), 1, 2))
                .as("copied to another channel")
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("alert channel 2");
    }

    @Test
    void a_channel_that_was_changed_keeps_the_old_key() {
        RotationBed bed = new RotationBed(database, home);
        database.clear("alert_channels");
        bed.made();
        Vault before = bed.process();
        keep(1, 1L, TARGET.seal(before, 1, 9));
        Rotation.Outcome outcome = bed.rotate(false, step -> {});
        assertThat(outcome.gone()).isEmpty();
    }

    private static void keep(long id, @Nullable Long organization, String sealed) {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "insert into alert_channels (id, org_id, name, kind, shown, sealed, created_at, updated_at)"
                                + " values (?, ?, 'c' || ?, 'webhook', 'x', cast(? as jsonb), now(), now())",
                        id,
                        organization,
                        id,
                        sealed));
    }

    private static String sealed(long id) {
        List<String> found = database.texts("select sealed::text from alert_channels where id = " + id);
        return found.get(0);
    }
}
