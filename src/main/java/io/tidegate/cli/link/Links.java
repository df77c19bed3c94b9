package io.tidegate.cli.link;

import io.tidegate.access.AccessControl;
import io.tidegate.access.AuditStore;
import io.tidegate.account.ApiTokenStore;
import io.tidegate.account.ApiTokens;
import io.tidegate.account.Members;
import io.tidegate.account.OrganizationStore;
import io.tidegate.account.Organizations;
import io.tidegate.account.sign.Authenticator;
import io.tidegate.account.sign.BearerStore;
import io.tidegate.account.sign.Identity;
import io.tidegate.account.sign.SessionStore;
import io.tidegate.api.Api;
import io.tidegate.api.ApiJson;
import io.tidegate.api.catalogue.Operations;
import io.tidegate.api.dock.DockParts;
import io.tidegate.budget.BudgetStore;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.config.Settings;
import io.tidegate.db.Database;
import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.provider.Providers;
import io.tidegate.vault.Vault;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes links to the API. */
public final class Links {
    private Links() {}

    /**
     * What the API in this process works on.
     *
     * @param providers those that files declare
     */
    public record Here(
            Settings settings, Database database, Providers providers, Supplier<Vault> vault, InstantSource clock) {}

    /**
     * To a server.
     *
     * @param token null for none
     */
    public static ApiLink to(URI server, @Nullable String token, @Nullable String organization) {
        return new ApiLink(new HttpTransport(server, token, organization));
    }

    /**
     * To the API in this process, as whoever may use this machine's database.
     *
     * @throws CommandException when there is no such organization
     */
    public static ApiLink to(Here here, @Nullable String organization) {
        var jdbi = here.database().jdbi();
        Settings.Sync sync = here.settings().sync();
        OrganizationStore organizations = new OrganizationStore(jdbi);
        Identity identity = new Authenticator(
                        new BearerStore(jdbi), new SessionStore(jdbi), organizations, here.clock())
                .trusted("local:" + System.getProperty("user.name", "unknown"), organization, "local");
        if (!identity.known()) {
            throw CommandException.wrongUse("--org: " + identity.reason());
        }
        AccessControl control = new AccessControl(
                new OrganizationScope(here.database().dataSource()),
                new AuditStore(jdbi, ApiJson.mapper()),
                here.clock());
        DockParts docks = new DockParts(
                here.providers(),
                here.vault(),
                new BudgetStore(jdbi, ApiJson.mapper(), sync.reservePercent()),
                sync.sequential(),
                here.clock());
        Operations.Accounts accounts = new Operations.Accounts(
                new Organizations(organizations, here.clock()),
                new Members(here.clock()),
                new ApiTokens(new ApiTokenStore(jdbi), here.clock()));
        Api api = new Api(Operations.of(docks, accounts), control, sync.reservePercent(), here.clock());
        return new ApiLink(new LocalTransport(api, identity.actor()));
    }
}
