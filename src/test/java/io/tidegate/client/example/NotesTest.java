package io.tidegate.client.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.client.ProviderRegistry;
import io.tidegate.client.outbox.OutboxLimits;
import io.tidegate.client.workspace.DeviceSync;
import io.tidegate.client.workspace.SyncSettings;
import io.tidegate.client.workspace.Workspace;
import io.tidegate.protocol.wire.SyncScope;
import io.tidegate.testing.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the documentation does what it says. */
class NotesTest {
    @Test
    void notes_are_added_listed_and_done(@TempDir Path folder) throws InterruptedException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        SyncSettings off = new SyncSettings(folder, false, OutboxLimits.USUAL, Set.of());
        try (DeviceSync sync = new DeviceSync(off, new ProviderRegistry(), new SettableClock())) {
            Workspace workspace = sync.signIn(SyncScope.of("acme"), "laptop");
            Notes notes = new Notes(workspace, new PrintStream(said, true, StandardCharsets.UTF_8));
            notes.run("add", "buy milk");
            notes.run("list");
            assertThat(said.toString(StandardCharsets.UTF_8)).endsWith("  buy milk" + System.lineSeparator());
            notes.run("done", workspace.database().list("posts").get(0).pk());
            assertThat(workspace.database().list("posts")).isEmpty();
        }
    }
}
