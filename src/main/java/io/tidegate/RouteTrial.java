package io.tidegate;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.config.Settings;
import io.tidegate.db.Database;
import io.tidegate.egress.Egress;
import io.tidegate.rehearsal.Fault;
import io.tidegate.route.RouteCheck;
import io.tidegate.route.RouteFolder;
import io.tidegate.route.RouteOptions;
import io.tidegate.route.ScratchComponents;
import io.tidegate.vault.MasterKey;
import io.tidegate.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import org.apache.camel.Component;
import org.apache.camel.impl.DefaultCamelContext;

/** Tries a route file out with the program's own beans, which have no database to work on. */
final class RouteTrial {
    private RouteTrial() {}

    static List<Fault> faults(Settings settings, InstantSource clock, String name, String text) {
        try (Database none = Database.absent();
                DefaultCamelContext context = new DefaultCamelContext()) {
            Vault vault = new Vault(new MasterKey(new byte[32]));
            Beans beans = new Beans(settings, none, vault, Egress.of(settings), new SimpleMeterRegistry(), clock);
            beans.byName().forEach(context.getRegistry()::bind);
            RouteOptions options = RouteOptions.of(settings.routeProperties()).withComponents(components(beans));
            RouteFolder folder = new RouteFolder(
                            settings.directories().routes(),
                            name.startsWith("demo/") ? List.of("providers", "demo") : List.of("providers"))
                    .without(KafkaBeans.unused(settings));
            return new RouteCheck(context, folder, options, clock)
                    .faults(name, text).stream()
                            .map(each -> Fault.of(each.file(), each.line(), each.reason()))
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the routes could not be tried out", e);
        }
    }

    /** The program's own where it has one. */
    static ScratchComponents components(Beans beans) {
        ScratchComponents standard = ScratchComponents.standard();
        return scheme -> {
            Component ours = beans.component(scheme);
            return ours == null ? standard.create(scheme) : ours;
        };
    }
}
