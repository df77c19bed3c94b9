package io.tidegate;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.access.AuditStore;
import io.tidegate.account.Email;
import io.tidegate.account.OrganizationStore;
import io.tidegate.account.Passwords;
import io.tidegate.account.sign.Authenticator;
import io.tidegate.account.sign.BearerStore;
import io.tidegate.account.sign.InvitationStore;
import io.tidegate.account.sign.PersonStore;
import io.tidegate.account.sign.SessionStore;
import io.tidegate.account.sign.SignIn;
import io.tidegate.account.sign.SignInFailureStore;
import io.tidegate.alert.AlertStore;
import io.tidegate.api.catalogue.Base;
import io.tidegate.budget.LevelStore;
import io.tidegate.config.Settings;
import io.tidegate.console.Console;
import io.tidegate.console.overview.OverviewReader.Sources;
import io.tidegate.console.sign.Doors;
import io.tidegate.db.Database;
import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.db.scope.Scoped;
import io.tidegate.device.DeviceGateway;
import io.tidegate.device.http.DeviceRoutes;
import io.tidegate.device.watch.ChangeListener;
import io.tidegate.dock.DockStore;
import io.tidegate.dock.FreshnessStore;
import io.tidegate.monitor.ErrorStore;
import io.tidegate.monitor.EventStore;
import io.tidegate.monitor.figure.FigureStore;
import io.tidegate.record.ChangeStore;
import io.tidegate.record.ResourceCountStore;
import io.tidegate.route.LiveRoutes;
import io.tidegate.route.RouteFault;
import io.tidegate.route.RouteFileStatus;
import io.tidegate.route.sight.LiveSights;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a console shows of a node, and who is let in to look at it. */
final class Backstage {
    private static final Logger LOG = LoggerFactory.getLogger(Backstage.class);

    /** Whose the tokens are that are made where nobody signs in. */
    private static final Email DEVELOPER = new Email("owner@localhost");

    private final Node node;
    private final Settings settings;
    private final InstantSource clock;
    private final ObjectMapper json = new ObjectMapper();

    Backstage(Node node, Settings settings, InstantSource clock) {
        this.node = node;
        this.settings = settings;
        this.clock = clock;
    }

    Console.Backstage open() {
        Database database = node.database();
        OrganizationScope scope = new OrganizationScope(database.dataSource());
        Sources all = new Sources(
                node.beans().docks(),
                node.beans().levels(),
                new FreshnessStore(database.jdbi()),
                node.beans().events(),
                new FigureStore(database.jdbi()),
                node.beans().changes(),
                node.beans().counts(),
                new ErrorStore(database.jdbi()),
                new AlertStore(database.jdbi(), json),
                node.beans().providers(),
                () -> faults(node.routes()));
        Doors doors = doors(database);
        LiveSights routes = new LiveSights(node.camel(), node.routes());
        return new Console.Backstage(
                reading -> reading.apply(all),
                organization -> reading -> scope.looking(organization, scoped -> reading.apply(sources(scoped))),
                doors,
                new Base(
                                settings,
                                database,
                                node.beans().providers(),
                                node::vault,
                                node.beans().egress(),
                                clock)
                        .api(routes),
                routes,
                new DeviceRoutes.Parts(
                        new DeviceGateway(scope, clock),
                        doors.authenticator(),
                        () -> database.session(ChangeListener.LISTEN)),
                node.beans().jobSource()::isLookedFor);
    }

    private Sources sources(Scoped scoped) {
        return new Sources(
                new DockStore(scoped.jdbi(), json),
                new LevelStore(scoped.jdbi(), settings.sync().reservePercent()),
                new FreshnessStore(scoped.jdbi()),
                new EventStore(scoped.jdbi()),
                new FigureStore(scoped.jdbi()),
                new ChangeStore(scoped.jdbi(), json),
                new ResourceCountStore(scoped.jdbi()),
                new ErrorStore(scoped.jdbi()),
                new AlertStore(scoped.jdbi(), json),
                node.beans().providers(),
                () -> faults(node.routes()));
    }

    private Doors doors(Database database) {
        PersonStore people = new PersonStore(database.jdbi());
        SessionStore sessions = new SessionStore(database.jdbi());
        if (!settings.signIn().required()) {
            people.makeFirstOwner(DEVELOPER, "Owner", clock.instant());
        } else if (!people.anybody()) {
            LOG.warn("Nobody can sign in yet. Make an organization and its owner, who gets a one-time token:"
                    + " ./tidegate org create acme --owner ann@acme.example");
        }
        return new Doors(
                new Authenticator(
                        new BearerStore(database.jdbi()),
                        sessions,
                        new OrganizationStore(database.jdbi()),
                        new AuditStore(database.jdbi(), json),
                        clock),
                new SignIn(
                        new SignIn.Stores(
                                people,
                                sessions,
                                new InvitationStore(database.jdbi()),
                                new SignInFailureStore(database.jdbi()),
                                new AuditStore(database.jdbi(), json)),
                        new Passwords(),
                        clock));
    }

    private static List<RouteFault> faults(LiveRoutes routes) {
        List<RouteFault> faults = new ArrayList<>();
        for (RouteFileStatus file : routes.status()) {
            RouteFault fault = file.fault();
            if (fault != null) {
                faults.add(fault);
            }
        }
        return faults;
    }
}
