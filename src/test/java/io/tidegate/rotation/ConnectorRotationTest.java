package io.tidegate.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.testing.TestDatabase;
import io.tidegate.vault.Sealed;
import io.tidegate.vault.Vault;
import io.tidegate.vault.VaultException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What connectors ask with and what their webhooks are signed with goes along when the master key is replaced. */
class ConnectorRotationTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path home;

    @Test
    void both_are_wrapped_anew_and_open_for_their_connector_alone() {
        RotationBed bed = new RotationBed(database, home);
        database.clear("connectors");
        bed.made();
        Vault before = bed.process();
        bed.fill(before, 1);
        String old = before.keyId();
        keep(1, before);
        keep(2, before);
        String late = before.sealForConnector("late", 1).toJson();

        assertThat(bed.rotate(false, step -> {}).gone()).containsExactly(old);

        Vault after = bed.process();
        assertThat(after.keyId()).isNotEqualTo(old);
        assertThat(after.openForConnector(sealed("credentials", 1), 1)).isEqualTo("token of 1");
        assertThat(after.openForConnector(sealed("webhook_secret", 2), 2)).isEqualTo("secret of 2");
        assertThatThrownBy(() -> after.openForConnector(sealed("credentials", 1), 2))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("connector 2");
        for (String column : new String[] {"credentials", "webhook_secret"}) {
            assertThatThrownBy(() -> database.jdbi()
                            .useHandle(handle -> handle.execute(
                                    "update connectors set " + column + " = cast(? as jsonb) where id = 1", late)))
                    .hasMessageContaining("was replaced");
        }
    }

    private static void keep(long id, Vault vault) {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "insert into connectors (id, federation_code, name, provider, status, enabled, auth_type,"
                                + " conflict_strategy, credentials, webhook_secret, cron, created_at, updated_at) values"
                                + " (?, 'c' || ?, 'C', 'p', 'active', true, 'api_key', 'merge', cast(? as jsonb),"
                                + " cast(? as jsonb), '', now(), now())",
                        id,
                        id,
                        vault.sealForConnector("token of " + id, id).toJson(),
                        vault.sealForConnector("secret of " + id, id).toJson()));
    }

    private static Sealed sealed(String column, long id) {
        return Sealed.fromJson(database.texts("select " + column + "::text from connectors where id = " + id)
                .get(0));
    }
}
