package io.tidegate.client.example;

import io.tidegate.client.ProviderRegistry;
import io.tidegate.client.SyncProvider;
import io.tidegate.client.gateway.GatewayProvider;
import io.tidegate.client.workspace.DeviceSync;
import io.tidegate.client.workspace.SyncSettings;
import io.tidegate.client.workspace.Workspace;
import io.tidegate.protocol.wire.SyncScope;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;

/** Notes on the command line that sync: {@code add <text>}, {@code done <id>}, {@code list}, and {@code watch}. */
public final class Notes {
    private final Workspace workspace;
    private final PrintStream out;

    Notes(Workspace workspace, PrintStream out) {
        this.workspace = workspace;
        this.out = out;
    }

    /** Wants TIDEGATE_URL, TIDEGATE_WORKSPACE, TIDEGATE_DEVICE and TIDEGATE_TOKEN in the environment. */
    public static void main(String[] words) throws InterruptedException {
        Map<String, String> env = System.getenv();
        SyncProvider gateway = new GatewayProvider(
                URI.create(env.getOrDefault("TIDEGATE_URL", "http://127.0.0.1:8081")),
                (name, refused) -> env.get("TIDEGATE_TOKEN"));
        ProviderRegistry providers = new ProviderRegistry();
        providers.registerSyncProvider(gateway);
        try (DeviceSync sync = new DeviceSync(SyncSettings.in(Path.of("notes")), providers, InstantSource.system())) {
            sync.hooks().onAll(event -> System.err.println(event.name()));
            Workspace workspace = sync.signIn(
                    SyncScope.of(env.getOrDefault("TIDEGATE_WORKSPACE", "default")),
                    env.getOrDefault("TIDEGATE_DEVICE", "notes"));
            new Notes(workspace, System.out).run(words);
        }
    }

    void run(String... words) throws InterruptedException {
        switch (words[0]) {
            case "add" -> {
                String id = UUID.randomUUID().toString().substring(0, 8);
                workspace.database().write(tx -> tx.put("posts", id, Map.of("title", words[1], "postType", "note")));
            }
            case "done" -> workspace.database().write(tx -> tx.delete("posts", words[1]));
            case "watch" -> Thread.currentThread().join();
            default ->
                workspace
                        .database()
                        .list("posts", "post_type", "note")
                        .forEach(note -> out.println(note.pk() + "  " + note.text("title")));
        }
    }
}
