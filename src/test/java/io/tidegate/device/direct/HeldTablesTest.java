package io.tidegate.device.direct;

import static io.tidegate.device.Workspaces.device;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.client.backend.TestDevice;
import io.tidegate.client.hook.SyncEvent.RescanCompleted;
import io.tidegate.client.local.LocalSettings;
import io.tidegate.device.Device;
import io.tidegate.device.Workspaces;
import io.tidegate.protocol.InvalidOpException;
import io.tidegate.protocol.wire.SyncScope;
import io.tidegate.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A device that holds some tables of its workspace. */
class HeldTablesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Device NARROW = device(1, "narrow");
    private static final Device OTHER = device(1, "other");

    @TempDir
    private Path folder;

    private Workspaces in;

    @BeforeEach
    void begin() {
        in = new Workspaces(database);
        in.push(OTHER, in.kv("a", "1", 1, 1), in.put("posts", "p", "2", 1, Map.of("title", "T")));
    }

    @Test
    void it_brings_in_what_it_holds_and_its_cursor_passes_the_rest() {
        try (TestDevice device = open(Set.of("kv"))) {
            device.pull();
            requireHeld(device, 1, 2);
            device.engine().disconnect();
            in.push(
                    OTHER,
                    in.put("posts", "q", "3", 1, Map.of("title", "T")),
                    in.kv("b", "4", 1, 1),
                    in.put("posts", "r", "5", 1, Map.of("title", "T")));
            in.clock.tick(Duration.ofMinutes(2));
            device.pull();
            requireHeld(device, 2, 5);

            device.database().write(tx -> tx.put("posts", "mine", Map.of("title", "M")));
            device.push();
            assertThat(device.database().outbox()).isEmpty();
            assertThat(in.texts("select id from synced_posts where title = 'M'"))
                    .containsExactly("mine");
            device.engine().disconnect();
        }
    }

    @Test
    void another_choice_takes_everything_anew() {
        try (TestDevice device = open(Set.of("kv"))) {
            device.pull();
            device.engine().disconnect();
        }
        try (TestDevice device = open(Set.of())) {
            device.pull();
            assertThat(device.told(RescanCompleted.class)).hasSize(1);
            assertThat(device.database().list("posts")).hasSize(1);
            device.engine().disconnect();
        }
        try (TestDevice device = open(Set.of("kv"))) {
            device.pull();
            requireHeld(device, 1, 2);
            device.engine().disconnect();
        }
        assertThatThrownBy(() -> open(Set.of("nothing"))).isInstanceOf(InvalidOpException.class);
    }

    private static void requireHeld(TestDevice device, int keys, long cursor) {
        assertThat(device.database().list("posts")).isEmpty();
        assertThat(device.database().list("kv")).hasSize(keys);
        assertThat(device.database().state().cursor()).isEqualTo(cursor);
    }

    private TestDevice open(Set<String> tables) {
        DirectSyncProvider provider =
                new DirectSyncProvider(in.gateway, (name, refused) -> "token", token -> Optional.of(NARROW));
        LocalSettings settings = LocalSettings.in(folder, SyncScope.of(NARROW.slug()), NARROW.id())
                .hasty()
                .only(tables);
        return TestDevice.open(settings, provider, in.clock, 1);
    }
}
