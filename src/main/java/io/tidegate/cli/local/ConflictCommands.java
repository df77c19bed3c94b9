package io.tidegate.cli.local;

import io.tidegate.api.conflict.ConflictDetail;
import io.tidegate.api.conflict.SettleWish;
import io.tidegate.cli.session.Choice;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Words;
import io.tidegate.federation.side.ConflictStore;
import io.tidegate.federation.side.ConflictStore.Conflict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The group {@code conflict}. */
@Command(name = "conflict", description = "A field that both sides had changed: show, settle.")
final class ConflictCommands {
    private ConflictCommands() {}

    static CommandLine of(Workspace workspace) {
        return new CommandLine(new ConflictCommands())
                .addSubcommand(new Show(workspace))
                .addSubcommand(new Settle(workspace));
    }

    private static int print(Workspace workspace, JsonOption json, ConflictDetail detail) {
        if (json.wanted()) {
            workspace.screen().json(detail);
            return 0;
        }
        Conflict conflict = detail.conflict();
        Map<String, @Nullable String> facts = new LinkedHashMap<>();
        facts.put("Conflict", conflict.id() + "  " + Words.relative(conflict.at(), workspace.now()));
        facts.put(
                "Record",
                conflict.kind() + " " + conflict.recordId() + "  " + Objects.requireNonNullElse(conflict.name(), ""));
        facts.put("Field", conflict.field());
        facts.put("Federation", Words.or(conflict.federation()) + "  (" + conflict.source() + ")");
        facts.put("Ours", Words.or(conflict.local()));
        facts.put("Before", conflict.based() ? Words.or(conflict.base()) : "never synced");
        facts.put("Kept", Words.or(conflict.resolved()));
        facts.put("Why", conflict.reason() + "  (" + conflict.strategy() + ")");
        facts.put("Holds now", Words.or(detail.current()));
        facts.put(
                "Settled",
                conflict.settledAt() == null
                        ? null
                        : "as " + conflict.settledAs() + " by " + conflict.settledBy() + ", "
                                + Words.relative(conflict.settledAt(), workspace.now()));
        facts.put("To settle", detail.obstacle() == null ? "./tidegate conflict settle " + conflict.id() : null);
        workspace.screen().facts(facts);
        return 0;
    }

    @Command(name = "show", description = "A conflict with what each side says, who won and why.")
    private static final class Show implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "ID", description = "Its id in conflicts.")
        private long id;

        @Mixin
        private final JsonOption json = new JsonOption();

        Show(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            return print(workspace, json, workspace.link().get("/conflicts/" + id, ConflictDetail.class));
        }
    }

    @Command(name = "settle", description = "Settle a conflict otherwise than its run did; later runs keep that.")
    private static final class Settle implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "ID", description = "Its id in conflicts.")
        private long id;

        @Option(names = "--as", paramLabel = "SIDE", description = "federation or local: what that side held.")
        private @Nullable String side;

        @Option(names = "--value", paramLabel = "TEXT", description = "Another value; an empty text empties the field.")
        private @Nullable String value;

        @Mixin
        private final JsonOption json = new JsonOption();

        Settle(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            String as = Choice.of("--as", side, ConflictStore.WINNERS);
            if ((as == null) == (value == null)) {
                throw CommandException.wrongUse("Say how: --as federation, --as local, or --value TEXT.");
            }
            SettleWish wish = as == null ? new SettleWish("value", value) : new SettleWish(as, null);
            return print(
                    workspace,
                    json,
                    workspace.link().send("POST", "/conflicts/" + id + "/settle", wish, ConflictDetail.class));
        }
    }
}
