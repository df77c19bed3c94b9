package io.tidegate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.Settings;
import io.tidegate.rotation.Rotation.Outcome;
import io.tidegate.rotation.Rotation.Step;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import io.tidegate.vault.IndexKeyStore;
import io.tidegate.vault.KeyRing;
import io.tidegate.vault.Owner;
import io.tidegate.vault.Sealed;
import io.tidegate.vault.Vault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Docks with sealed values, and a key file in a folder of its own. */
final class RotationBed {
    private final TestDatabase database;
    private final Path home;
    final SettableClock clock = new SettableClock();

    RotationBed(TestDatabase database, Path home) {
        this.database = database;
        this.home = home;
        emptyTables();
    }

    void emptyTables() {
        database.clear("docks", "lanes", "vault_keys", "retired_master_keys");
    }

    Settings settings() {
        return Settings.load(home, Map.of(), List.of());
    }

    Path file() {
        return home.resolve("data/master.key");
    }

    Path made() {
        Vault.keys(settings());
        return file();
    }

    /** A process that reads the key file now. */
    Vault process() {
        return Vault.open(settings()).keptIn(new IndexKeyStore(database.jdbi(), clock));
    }

    Outcome rotate(boolean keepOld, Consumer<Step> steps) {
        return Objects.requireNonNull(rotateOrNull(keepOld, steps));
    }

    @Nullable Outcome rotateOrNull(boolean keepOld, Consumer<Step> steps) {
        KeyRing ring = Vault.keys(settings());
        Vault vault = new Vault(ring, new IndexKeyStore(database.jdbi(), clock));
        return new Rotation(
                        new SealedStore(database.jdbi()),
                        new RetiredKeyStore(database.jdbi()),
                        ring,
                        Vault.keyFile(settings()),
                        clock)
                .run(vault, keepOld, steps);
    }

    /** Docks from 1 on, each with credentials and an access token. */
    void fill(Vault vault, int docks) {
        vault.makeIndexKeys();
        database.jdbi().useHandle(handle -> {
            handle.execute("""
                    insert into docks (id, org_id, name, provider, interval_seconds, next_sync_at, lane_key, scope_id,
                                       created_at, updated_at)
                    overriding system value
                    select n, (select min(id) from organizations), 'dock-' || n, 'acme', 60, now(), 'acme', '', now(), now()
                    from generate_series(1, ?) n
                    """, docks);
            handle.execute("insert into dock_tokens (dock_id, updated_at) select id, now() from docks");
            for (int dock = 1; dock <= docks; dock++) {
                Owner owner = new Owner(1, dock);
                handle.execute(
                        "update docks set credentials = cast(? as jsonb) where id = ?",
                        vault.seal("token-" + dock, owner).toJson(),
                        dock);
                handle.execute(
                        "update dock_tokens set sealed = cast(? as jsonb) where dock_id = ?",
                        vault.seal("access-" + dock, owner).toJson(),
                        dock);
            }
        });
    }

    void store(String table, String column, String key, long dock, Sealed value) {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "update " + table + " set " + column + " = cast(? as jsonb) where " + key + " = ?",
                        value.toJson(),
                        dock));
    }

    String open(Vault vault, String table, String column, String key, long dock) {
        String sealed = database.texts("select " + column + "::text from " + table + " where " + key + " = " + dock)
                .get(0);
        return vault.open(Sealed.fromJson(sealed), new Owner(1, dock));
    }

    void assertOpens(Vault vault, int docks) {
        for (int dock = 1; dock <= docks; dock += 7) {
            assertThat(open(vault, "docks", "credentials", "id", dock)).isEqualTo("token-" + dock);
            assertThat(open(vault, "dock_tokens", "sealed", "dock_id", dock)).isEqualTo("access-" + dock);
        }
    }

    String boxes() {
        return database.texts("select string_agg(credentials ->> 'box', ',' order by id) from docks")
                        .get(0)
                + database.texts("select string_agg(sealed ->> 'box', ',' order by dock_id) from dock_tokens")
                        .get(0);
    }

    /** Every row of every table as text, but the list of retired keys. */
    String dump() {
        StringBuilder all = new StringBuilder();
        for (String table : database.texts("select tablename from pg_tables where schemaname = 'public'")) {
            if (!table.equals("retired_master_keys")) {
                all.append(database.texts("select t::text from \"" + table + "\" t"));
            }
        }
        return all.toString();
    }
}
