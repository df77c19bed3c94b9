package io.tidegate.cli.device;

import io.tidegate.api.device.DeviceRotation;
import io.tidegate.api.device.DeviceView;
import io.tidegate.api.device.MadeDevice;
import io.tidegate.api.device.NewDevice;
import io.tidegate.api.device.WorkspaceView;
import io.tidegate.cli.organization.MemberReference;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Moments;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The group {@code device}. */
@Command(name = "device", description = "Devices that sync, and what provider data they get.")
public final class DeviceCommands {
    private DeviceCommands() {}

    /** The group with its commands. */
    public static CommandLine of(Workspace workspace) {
        CommandLine group = new CommandLine(new DeviceCommands())
                .addSubcommand(new Create(workspace))
                .addSubcommand(new Listing(workspace))
                .addSubcommand(new Rotate(workspace))
                .addSubcommand(new Revoke(workspace));
        return SubscriptionCommands.addTo(group, workspace);
    }

    /** What both commands that make a token print. */
    private static int print(Workspace workspace, JsonOption json, MadeDevice made) {
        if (json.wanted()) {
            workspace.screen().json(made);
            return 0;
        }
        workspace.screen().line(Words.or(made.token()));
        workspace
                .screen()
                .note("The token of device " + made.id() + " (" + made.name()
                        + ") is shown this once: hand it to the device.");
        return 0;
    }

    @Command(name = "create", description = "Make a device; its token is printed once, alone.")
    private static final class Create implements Callable<Integer> {
        private final Workspace workspace;

        @Option(names = "--name", required = true, paramLabel = "NAME", description = "Which device it is.")
        private String name = "";

        @Option(names = "--id", paramLabel = "ID", description = "Its id in the workspace; one is made up else.")
        private @Nullable String id;

        @Option(names = "--role", paramLabel = "ROLE", description = "viewer, editor or owner; editor else.")
        private @Nullable String role;

        @Option(names = "--expires", paramLabel = "WHEN", description = "After 90d or so, or at an instant.")
        private @Nullable String expires;

        @Option(
                names = "--member",
                paramLabel = "EMAIL",
                description = "Whose it is to be, on this machine only; the oldest owner's else.")
        private @Nullable String member;

        @Mixin
        private final JsonOption json = new JsonOption();

        Create(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            Long whose = member == null
                    ? null
                    : Long.valueOf(MemberReference.find(workspace, member).id());
            NewDevice wanted =
                    new NewDevice(name, id, role, Moments.ahead("--expires", expires, workspace.now()), whose);
            return print(workspace, json, workspace.link().send("POST", "/devices", wanted, MadeDevice.class));
        }
    }

    @Command(name = "list", description = "Your devices and how far they are; everyone's for who may see them.")
    private static final class Listing implements Callable<Integer> {
        private final Workspace workspace;

        @Mixin
        private final JsonOption json = new JsonOption();

        Listing(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            List<DeviceView> all = workspace.link().all("/devices", Map.of(), DeviceView.class);
            if (json.wanted()) {
                workspace.screen().json(all, null);
                return 0;
            } else if (all.isEmpty()) {
                workspace.screen().line("No devices.");
                return 0;
            }
            Instant now = workspace.now();
            Table table = new Table(
                    Column.text("DEVICE", 12),
                    Column.text("NAME", 8),
                    Column.text("MEMBER", 10),
                    Column.of("ROLE").whenWide(),
                    Column.number("CURSOR").whenWide(),
                    Column.number("LAG"),
                    Column.of("STATE"),
                    Column.of("LAST SEEN"));
            for (DeviceView each : all) {
                table.add(
                        each.id(),
                        each.name(),
                        each.email(),
                        each.role(),
                        number(each.cursor()),
                        number(each.lag()),
                        state(each, now),
                        Words.relative(each.lastSeenAt(), now));
            }
            workspace.screen().table(table);
            WorkspaceView log = workspace.link().get("/workspace", Map.of(), WorkspaceView.class);
            workspace
                    .screen()
                    .note("The workspace is at version " + log.head() + " and keeps " + log.entries() + " changes.");
            return 0;
        }

        private static String number(@Nullable Long number) {
            return number == null ? Words.NONE : Words.number(number);
        }

        private static Table.Cell state(DeviceView device, Instant now) {
            Instant expires = device.expiresAt();
            Long lag = device.lag();
            if (expires != null && !expires.isAfter(now)) {
                return new Table.Cell("expired", Tone.BAD);
            } else if (lag == null) {
                return new Table.Cell("never synced", Tone.FAINT);
            } else if (device.needsSnapshot()) {
                return new Table.Cell("needs a snapshot", Tone.WARN);
            }
            return lag == 0 ? new Table.Cell("up to date", Tone.GOOD) : new Table.Cell("behind", Tone.WARN);
        }
    }

    @Command(name = "rotate", description = "Give a device another token, printed once; the one it had ends at once.")
    private static final class Rotate implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "DEVICE", description = "Its id, see ./tidegate device list.")
        private String id = "";

        @Option(
                names = "--expires",
                paramLabel = "WHEN",
                description = "After 90d or so, or at an instant; as the token before else.")
        private @Nullable String expires;

        @Mixin
        private final JsonOption json = new JsonOption();

        Rotate(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            DeviceRotation wanted = new DeviceRotation(Moments.ahead("--expires", expires, workspace.now()));
            String path = "/devices/" + inPath(id) + "/rotate";
            return print(workspace, json, workspace.link().send("POST", path, wanted, MadeDevice.class));
        }
    }

    @Command(name = "revoke", description = "End a device, at once: it reads and writes no more.")
    private static final class Revoke implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "DEVICE", description = "Its id, see ./tidegate device list.")
        private String id = "";

        Revoke(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            workspace.link().delete("/devices/" + inPath(id), Map.of());
            workspace.screen().line("Device " + id + " is revoked.");
            return 0;
        }
    }

    private static String inPath(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
