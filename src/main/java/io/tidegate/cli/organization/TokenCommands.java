package io.tidegate.cli.organization;

import io.tidegate.api.token.MadeToken;
import io.tidegate.api.token.NewToken;
import io.tidegate.api.token.TokenView;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Moments;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The group {@code token}. */
@Command(name = "token", description = "Tokens for programs: create, list, revoke.")
public final class TokenCommands {
    private TokenCommands() {}

    /** The group with its commands. */
    public static CommandLine of(Workspace workspace) {
        return new CommandLine(new TokenCommands())
                .addSubcommand(new Create(workspace))
                .addSubcommand(new Listing(workspace))
                .addSubcommand(new Revoke(workspace));
    }

    /** Whose tokens. */
    private static final class Whole {
        @Option(names = "--instance", description = "An operator's, for all organizations.")
        private boolean instance;

        String path() {
            return instance ? "/instance/tokens" : "/tokens";
        }
    }

    @Command(name = "create", description = "Make a token; it is printed once, alone.")
    private static final class Create implements Callable<Integer> {
        private final Workspace workspace;

        @Option(names = "--name", required = true, paramLabel = "NAME", description = "What it is for.")
        private String name = "";

        @Option(
                names = "--scope",
                paramLabel = "SCOPE",
                description = "Only for this, such as docks:read; all that you may do when none is named.")
        private List<String> scopes = new ArrayList<>();

        @Option(names = "--expires", paramLabel = "WHEN", description = "After 90d or so, or at an instant.")
        private @Nullable String expires;

        @Option(
                names = "--member",
                paramLabel = "EMAIL",
                description = "Whose it is to be, on this machine only; the oldest owner's else.")
        private @Nullable String member;

        @Mixin
        private final Whole whole = new Whole();

        @Mixin
        private final JsonOption json = new JsonOption();

        Create(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            NewToken wanted = new NewToken(
                    name,
                    scopes.isEmpty() ? null : scopes,
                    Moments.ahead("--expires", expires, workspace.now()),
                    member == null
                            ? null
                            : Long.valueOf(
                                    MemberReference.find(workspace, member).id()));
            MadeToken made = workspace.link().send("POST", whole.path(), wanted, MadeToken.class);
            if (json.wanted()) {
                workspace.screen().json(made);
                return 0;
            }
            workspace.screen().line(Words.or(made.token()));
            workspace
                    .screen()
                    .note("Token " + made.id() + " (" + made.name() + ") is shown this once: keep it where secrets are"
                            + " kept, such as TIDEGATE_SERVER_TOKEN of the program's environment.");
            return 0;
        }
    }

    @Command(name = "list", description = "Your tokens; everyone's for who may change members.")
    private static final class Listing implements Callable<Integer> {
        private final Workspace workspace;

        @Mixin
        private final Whole whole = new Whole();

        @Mixin
        private final JsonOption json = new JsonOption();

        Listing(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            List<TokenView> all = workspace.link().all(whole.path(), Map.of(), TokenView.class);
            if (json.wanted()) {
                workspace.screen().json(all, null);
                return 0;
            } else if (all.isEmpty()) {
                workspace.screen().line("No tokens.");
                return 0;
            }
            Instant now = workspace.now();
            Table table = new Table(
                    Column.number("ID"),
                    Column.text("NAME", 8),
                    Column.text("MEMBER", 10),
                    Column.of("TOKEN").whenWide(),
                    Column.text("SCOPES", 8).whenWide(),
                    Column.of("STATE"),
                    Column.of("LAST USED"));
            for (TokenView each : all) {
                table.add(
                        each.id(),
                        each.name(),
                        each.email(),
                        each.shown() + "…",
                        each.scopes() == null ? "all" : String.join(" ", each.scopes()),
                        state(each, now),
                        Words.relative(each.lastUsedAt(), now));
            }
            workspace.screen().table(table);
            return 0;
        }

        private static Table.Cell state(TokenView token, Instant now) {
            Instant expires = token.expiresAt();
            if (token.revokedAt() != null) {
                return new Table.Cell("revoked", Tone.BAD);
            } else if (expires == null) {
                return new Table.Cell("valid", Tone.GOOD);
            }
            return expires.isAfter(now)
                    ? new Table.Cell("expires " + Words.relative(expires, now), Tone.GOOD)
                    : new Table.Cell("expired", Tone.BAD);
        }
    }

    @Command(name = "revoke", description = "Revoke a token, at once.")
    private static final class Revoke implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "ID", description = "Its number, see ./tidegate token list.")
        private long id;

        @Mixin
        private final Whole whole = new Whole();

        Revoke(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            workspace.link().delete(whole.path() + "/" + id, Map.of());
            workspace.screen().line("Token " + id + " is revoked.");
            return 0;
        }
    }
}
