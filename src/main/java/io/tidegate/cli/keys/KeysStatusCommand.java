package io.tidegate.cli.keys;

import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.LocalOnly;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.rotation.LostKeys;
import io.tidegate.rotation.Place;
import io.tidegate.rotation.RetiredKeyStore;
import io.tidegate.rotation.SealedStore;
import io.tidegate.rotation.SealedStore.Count;
import io.tidegate.rotation.SealedStore.LostDock;
import io.tidegate.vault.KeyRing;
import io.tidegate.vault.MasterKeyFile;
import io.tidegate.vault.Vault;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        description = {
            "Which master keys there are, and how many sealed values name each. A key that is missing is named with the",
            "docks that need new credentials; the exit code is 1 then."
        })
final class KeysStatusCommand implements Callable<Integer>, LocalOnly {
    private final Workspace workspace;

    @Mixin
    private final JsonOption json = new JsonOption();

    /** A key for programs. */
    private record Key(String id, String role, long docks, long tokens, long channels, long connectors, long index) {}

    /** All of it for programs. */
    private record Status(@Nullable String file, List<Key> keys, List<LostDock> docksToSet) {}

    KeysStatusCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        KeyRing ring = Vault.keys(workspace.settings());
        MasterKeyFile file = Vault.keyFile(workspace.settings());
        SealedStore values = new SealedStore(workspace.database().jdbi());
        LostKeys lost = new LostKeys(values, ring);
        List<Key> keys = keys(ring, values.counts());
        List<LostDock> docks = lost.docks();
        if (json.wanted()) {
            workspace.screen().json(new Status(file == null ? null : file.path().toString(), keys, docks));
        } else {
            show(keys, file);
            String message = lost.message();
            if (message != null) {
                workspace.screen().note(message);
            }
        }
        return docks.isEmpty() ? 0 : 1;
    }

    private List<Key> keys(KeyRing ring, List<Count> counts) {
        List<String> there = ring.keyIds();
        Set<String> retired = new RetiredKeyStore(workspace.database().jdbi()).retired();
        Set<String> ids = new LinkedHashSet<>(there);
        counts.forEach(each -> ids.add(each.keyId()));
        List<Key> keys = new ArrayList<>();
        for (String id : ids) {
            String role = !there.contains(id)
                    ? "missing"
                    : !id.equals(there.get(0)) ? "opens" : retired.contains(id) ? "may seal nothing" : "seals";
            keys.add(new Key(
                    id,
                    role,
                    number(counts, id, Place.DOCKS),
                    number(counts, id, Place.TOKENS),
                    number(counts, id, Place.CHANNELS),
                    number(counts, id, Place.CONNECTORS) + number(counts, id, Place.SIGNATURES),
                    number(counts, id, Place.INDEX)));
        }
        return keys;
    }

    private static long number(List<Count> counts, String id, Place place) {
        return counts.stream()
                .filter(each -> each.keyId().equals(id) && each.place() == place)
                .mapToLong(Count::number)
                .sum();
    }

    private void show(List<Key> keys, @Nullable MasterKeyFile file) {
        workspace
                .screen()
                .line(
                        file == null
                                ? "The keys are those of tidegate.master-key."
                                : "The keys are those of " + file.path() + ".");
        Table table = new Table(
                Column.of("KEY"),
                Column.of("ROLE"),
                Column.number("DOCKS"),
                Column.number("ACCESS TOKENS"),
                Column.number("ALERT CHANNELS"),
                Column.number("CONNECTORS"),
                Column.number("INDEX KEYS"));
        keys.forEach(each -> table.add(
                each.id(), each.role(), each.docks(), each.tokens(), each.channels(), each.connectors(), each.index()));
        workspace.screen().table(table);
    }
}
