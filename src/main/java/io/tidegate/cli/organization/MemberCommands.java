package io.tidegate.cli.organization;

import io.tidegate.api.organization.InvitedMember;
import io.tidegate.api.organization.MemberEdit;
import io.tidegate.api.organization.MemberView;
import io.tidegate.api.organization.NewMember;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The group {@code member}. */
@Command(
        name = "member",
        description = "Who belongs to the organization: list, invite, set, remove, operator, recover.")
public final class MemberCommands {
    private static final String ROLES = "owner, admin, developer, support, client or device_user.";

    private MemberCommands() {}

    /** The group with its commands. */
    public static CommandLine of(Workspace workspace) {
        return new CommandLine(new MemberCommands())
                .addSubcommand(new Listing(workspace))
                .addSubcommand(new Invite(workspace))
                .addSubcommand(new Edit(workspace))
                .addSubcommand(new Remove(workspace))
                .addSubcommand(new OperatorCommand(workspace))
                .addSubcommand(new RecoverCommand(workspace));
    }

    @Command(name = "list", description = "All members and their roles.")
    private static final class Listing implements Callable<Integer> {
        private final Workspace workspace;

        @Mixin
        private final JsonOption json = new JsonOption();

        Listing(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            List<MemberView> all = workspace.link().all("/members", Map.of(), MemberView.class);
            if (json.wanted()) {
                workspace.screen().json(all, null);
                return 0;
            } else if (all.isEmpty()) {
                workspace.screen().line("No members yet. Invite one: ./tidegate member invite EMAIL --role owner");
                return 0;
            }
            Instant now = workspace.now();
            Table table = new Table(
                    Column.number("ID"),
                    Column.text("E-MAIL", 12),
                    Column.text("NAME", 8).whenWide(),
                    Column.of("ROLE"),
                    Column.of("LAST SEEN"));
            for (MemberView each : all) {
                table.add(
                        each.id(),
                        each.email(),
                        Words.or(each.name()),
                        each.role(),
                        each.pending() ? "invited" : Words.relative(each.lastSeenAt(), now));
            }
            workspace.screen().table(table);
            return 0;
        }
    }

    @Command(name = "invite", description = "Invite somebody, or again who has not come yet.")
    private static final class Invite implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "EMAIL", description = "Theirs.")
        private String email = "";

        @Option(names = "--role", required = true, paramLabel = "ROLE", description = ROLES)
        private String role = "";

        @Mixin
        private final JsonOption json = new JsonOption();

        Invite(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            InvitedMember invited =
                    workspace.link().send("POST", "/members", new NewMember(email, role), InvitedMember.class);
            if (json.wanted()) {
                workspace.screen().json(invited);
                return 0;
            }
            Map<String, @Nullable String> facts = new LinkedHashMap<>();
            facts.put("Member", invited.member().id() + "  " + invited.member().email());
            facts.put("Role", invited.member().role());
            Invited.show(workspace, facts, invited.invitation());
            return 0;
        }
    }

    @Command(name = "set", description = "Give a member another role.")
    private static final class Edit implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "MEMBER", description = "Their e-mail or number.")
        private String reference = "";

        @Option(names = "--role", required = true, paramLabel = "ROLE", description = ROLES)
        private String role = "";

        Edit(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            MemberView member = MemberReference.find(workspace, reference);
            MemberView changed =
                    workspace.link().send("PATCH", "/members/" + member.id(), new MemberEdit(role), MemberView.class);
            workspace.screen().line(changed.email() + " is " + changed.role() + " now.");
            return 0;
        }
    }

    @Command(name = "remove", description = "Remove a member; their tokens and sessions end.")
    private static final class Remove implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "MEMBER", description = "Their e-mail or number.")
        private String reference = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        Remove(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            MemberView member = MemberReference.find(workspace, reference);
            boolean asks = workspace.screen().prompt().isThere() && !yes;
            if (asks && !workspace.screen().prompt().agrees("Remove " + member.email() + "?")) {
                throw CommandException.failed("Nobody was removed.");
            }
            workspace.link().delete("/members/" + member.id(), Map.of());
            workspace.screen().line(member.email() + " was removed.");
            return 0;
        }
    }
}
