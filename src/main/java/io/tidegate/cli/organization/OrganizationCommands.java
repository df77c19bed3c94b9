package io.tidegate.cli.organization;

import io.tidegate.api.organization.CreatedOrganization;
import io.tidegate.api.organization.NewOrganization;
import io.tidegate.api.organization.OrganizationEdit;
import io.tidegate.api.organization.OrganizationView;
import io.tidegate.api.organization.OwnOrganization;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import java.time.Duration;
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

/** The group {@code org}. */
@Command(name = "org", description = "Organizations: list, show, create, set.")
public final class OrganizationCommands {
    private OrganizationCommands() {}

    /** The group with its commands. */
    public static CommandLine of(Workspace workspace) {
        return new CommandLine(new OrganizationCommands())
                .addSubcommand(new Listing(workspace))
                .addSubcommand(new Show(workspace))
                .addSubcommand(new Create(workspace))
                .addSubcommand(new Edit(workspace));
    }

    @Command(name = "list", description = "All organizations, for operators.")
    private static final class Listing implements Callable<Integer> {
        private final Workspace workspace;

        @Mixin
        private final JsonOption json = new JsonOption();

        Listing(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            List<OrganizationView> all = workspace.link().all("/organizations", Map.of(), OrganizationView.class);
            if (json.wanted()) {
                workspace.screen().json(all, null);
                return 0;
            }
            Table table = new Table(Column.number("ID"), Column.of("SLUG"), Column.text("NAME", 8));
            all.forEach(each -> table.add(each.id(), each.slug(), each.name()));
            workspace.screen().table(table);
            return 0;
        }
    }

    private static void show(Workspace workspace, JsonOption json, OwnOrganization own) {
        if (json.wanted()) {
            workspace.screen().json(own);
            return;
        }
        Map<String, @Nullable String> facts = new LinkedHashMap<>();
        facts.put("Organization", own.slug() + "  " + own.name());
        facts.put(
                "New docks",
                "every " + Words.duration(Duration.ofSeconds(own.dockDefaults().intervalSeconds()))
                        + (own.dockDefaults().enabled() ? "" : ", paused at first"));
        workspace.screen().facts(facts);
    }

    @Command(name = "show", description = "The organization you act in, and what new docks get in it.")
    private static final class Show implements Callable<Integer> {
        private final Workspace workspace;

        @Mixin
        private final JsonOption json = new JsonOption();

        Show(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            show(workspace, json, workspace.link().get("/organization", OwnOrganization.class));
            return 0;
        }
    }

    @Command(name = "create", description = "Make an organization, and a token that lets its owner in once.")
    private static final class Create implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "SLUG", description = "2 to 40 small letters, digits and dashes.")
        private String slug = "";

        @Option(names = "--owner", required = true, paramLabel = "EMAIL", description = "Who is to own it.")
        private String owner = "";

        @Option(names = "--name", paramLabel = "NAME", description = "What people call it; the slug when not said.")
        private @Nullable String name;

        @Mixin
        private final JsonOption json = new JsonOption();

        Create(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            CreatedOrganization made = workspace
                    .link()
                    .send("POST", "/organizations", new NewOrganization(slug, name, owner), CreatedOrganization.class);
            if (json.wanted()) {
                workspace.screen().json(made);
                return 0;
            }
            Map<String, @Nullable String> facts = new LinkedHashMap<>();
            facts.put("Organization", made.organization().slug());
            facts.put("Owner", made.owner().email());
            Invited.show(workspace, facts, made.owner());
            return 0;
        }
    }

    @Command(name = "set", description = "Change the organization's name, or what new docks get.")
    private static final class Edit implements Callable<Integer> {
        private final Workspace workspace;

        @Option(names = "--name", paramLabel = "NAME", description = "Another name.")
        private @Nullable String name;

        @Option(names = "--interval", paramLabel = "SECONDS", description = "Of new docks: 60 or more.")
        private @Nullable Long interval;

        @Option(
                names = "--enabled",
                arity = "1",
                paramLabel = "true|false",
                description = "Whether new docks are synced at once.")
        private @Nullable Boolean enabled;

        @Mixin
        private final JsonOption json = new JsonOption();

        Edit(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            boolean defaults = interval != null || enabled != null;
            if (name == null && !defaults) {
                throw CommandException.wrongUse("Nothing to change: add --name, --interval or --enabled.");
            }
            OrganizationEdit edit =
                    new OrganizationEdit(name, defaults ? new OrganizationEdit.Defaults(interval, enabled) : null);
            show(workspace, json, workspace.link().send("PATCH", "/organization", edit, OwnOrganization.class));
            return 0;
        }
    }
}
