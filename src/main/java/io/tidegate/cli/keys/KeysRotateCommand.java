package io.tidegate.cli.keys;

import io.tidegate.cli.session.LocalOnly;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Screen;
import io.tidegate.rotation.RetiredKeyStore;
import io.tidegate.rotation.Rotation;
import io.tidegate.rotation.Rotation.Outcome;
import io.tidegate.rotation.Rotation.Step;
import io.tidegate.rotation.SealedStore;
import io.tidegate.rotation.SealedStore.LostDock;
import io.tidegate.vault.KeyRing;
import io.tidegate.vault.MasterKey;
import io.tidegate.vault.MasterKeyFile;
import io.tidegate.vault.Vault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "rotate",
        description = {
            "Put a new master key in the place of the old one. Tidegate may run meanwhile. What breaks off goes on with",
            "the next ./tidegate keys rotate.",
            "A backup of the database made before needs the old key."
        })
final class KeysRotateCommand implements Callable<Integer>, LocalOnly {
    private final Workspace workspace;

    @Option(names = "--keep-old", description = "Leave the old key in the key file, behind the new one.")
    private boolean keepOld;

    @Option(
            names = "--to-file",
            paramLabel = "FILE",
            description = "Only write a new file with a new key before those there are, to be named as"
                    + " tidegate.master-key-file on every machine; then rotate again.")
    private @Nullable Path toFile;

    KeysRotateCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        MasterKeyFile file = Vault.keyFile(workspace.settings());
        KeyRing ring = Vault.keys(workspace.settings());
        if (toFile != null) {
            return writeFile(ring, toFile);
        }
        Rotation rotation = new Rotation(
                new SealedStore(workspace.database().jdbi()),
                new RetiredKeyStore(workspace.database().jdbi()),
                ring,
                file,
                workspace::now);
        if (file == null && !rotation.isBegun()) {
            throw CommandException.failed("""
                    The master key is given as tidegate.master-key, where no command can change it. To rotate it:
                      1. make a key with `openssl rand -base64 32`
                      2. set tidegate.master-key to NEW,OLD (TIDEGATE_MASTER_KEY) and start Tidegate anew with it, everywhere
                      3. run ./tidegate keys rotate with that setting: it wraps every sealed value with NEW
                      4. take OLD out of the setting
                    Or move to a key file, which needs no new start from then on: ./tidegate keys rotate --to-file FILE""");
        }
        Outcome outcome = rotation.run(workspace.vault(ring), keepOld, step -> tell(step, file));
        workspace.screen().endProgress();
        if (outcome == null) {
            throw CommandException.failed("Another rotation is under way; wait until it is over.");
        } else if (outcome.gone().isEmpty()) {
            throw CommandException.failed(stuck(outcome.stuck()));
        }
        end(String.join(", ", outcome.gone()), file);
        return 0;
    }

    private int writeFile(KeyRing ring, Path named) {
        Path path = named.toAbsolutePath().normalize();
        if (Files.exists(path)) {
            throw CommandException.failed("There is a file " + path + " already: name another one, or remove it.");
        }
        MasterKeyFile file = new MasterKeyFile(path);
        file.write(Stream.concat(Stream.of(MasterKey.random()), ring.keys().stream())
                .toList());
        workspace
                .screen()
                .line("Wrote a new key, and behind it those there were, to " + path + " (only for its owner).");
        workspace
                .screen()
                .line("Now set tidegate.master-key-file to it wherever Tidegate runs over this database, start Tidegate"
                        + " anew, and run ./tidegate keys rotate.");
        return 0;
    }

    private void tell(Step step, @Nullable MasterKeyFile file) {
        Screen screen = workspace.screen();
        if (step instanceof Step.Begun begun) {
            String where = file == null ? "tidegate.master-key" : file.path().toString();
            screen.line(
                    begun.goesOn()
                            ? "Going on with key " + begun.keyId() + ", which is the first of " + where + "."
                            : "The new key " + begun.keyId() + " is the first of " + where + " now.");
        } else if (step instanceof Step.Wrapped wrapped) {
            screen.progress("wrapped " + wrapped.done() + " of " + wrapped.all() + " sealed values");
        } else if (step instanceof Step.Verified verified) {
            screen.endProgress();
            screen.line("No sealed value names an old key; there are " + verified.values() + ".");
        }
    }

    private void end(String gone, @Nullable MasterKeyFile file) {
        String end = file == null
                ? "Take the old key " + gone + " out of tidegate.master-key now."
                : keepOld
                        ? "The old key " + gone + " stays in " + file.path() + "."
                        : "The old key " + gone + " is out of " + file.path() + ".";
        workspace.screen().line(end + " Backups of the database made before still need it.");
    }

    private static String stuck(List<LostDock> docks) {
        if (docks.isEmpty()) {
            return "Sealed values of alert channels or access tokens were changed and cannot be wrapped anew, so the old"
                    + " key stays. Set the URLs of alert channels anew with ./tidegate alert-channel set, and rotate again.";
        }
        return "The sealed values of these docks were changed and cannot be wrapped anew, so the old key stays: "
                + docks.stream()
                        .map(each -> each.id() + " (" + each.name() + ")")
                        .collect(Collectors.joining(", "))
                + ". Give each new credentials with ./tidegate dock set ID --token-stdin, and rotate again.";
    }
}
