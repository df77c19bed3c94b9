package io.tidegate.cli.link;

import io.tidegate.access.AuditStore;
import io.tidegate.account.OrganizationStore;
import io.tidegate.account.sign.Authenticator;
import io.tidegate.account.sign.BearerStore;
import io.tidegate.account.sign.Identity;
import io.tidegate.account.sign.SessionStore;
import io.tidegate.api.ApiJson;
import io.tidegate.api.catalogue.Base;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.db.Database;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Makes links to the API. */
public final class Links {
    private Links() {}

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
    public static ApiLink to(Base here, @Nullable String organization) {
        Database database = here.database();
        Identity identity = new Authenticator(
                        new BearerStore(database.jdbi()),
                        new SessionStore(database.jdbi()),
                        new OrganizationStore(database.jdbi()),
                        new AuditStore(database.jdbi(), ApiJson.mapper()),
                        here.clock())
                .trusted("local:" + System.getProperty("user.name", "unknown"), organization, "local");
        if (!identity.known()) {
            throw CommandException.wrongUse("--org: " + identity.reason());
        }
        return new ApiLink(new LocalTransport(here.api(), identity.actor()));
    }
}
