package io.tidegate.cli.provider;

import io.tidegate.api.provider.AccessView;
import io.tidegate.api.provider.ProviderView;
import io.tidegate.cli.dock.DockOptions;
import io.tidegate.cli.dock.SecretOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.dock.Dock;
import io.tidegate.egress.Egress;
import io.tidegate.oauth.TokenStore;
import io.tidegate.provider.Provider;
import io.tidegate.provider.access.Authentication;
import io.tidegate.provider.access.Authentication.OAuth;
import io.tidegate.rehearsal.Cast;
import io.tidegate.vault.Credentials;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whom to ask, and with whose secrets. */
final class CastOptions {
    @Option(names = "--against", paramLabel = "URL", description = "Ask there instead of at the declared base URL.")
    private @Nullable String against;

    @Option(names = "--dock", paramLabel = "DOCK", description = "Ask with this dock's parameters and secrets.")
    private @Nullable String dock;

    @Option(names = "--param", paramLabel = "NAME=VALUE", description = "A parameter, as a dock would have it.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Mixin
    private final SecretOptions secrets = new SecretOptions();

    boolean isAgainst() {
        return against != null;
    }

    /** Parameters alone: nobody is asked. */
    Cast nobody(Provider provider, InstantSource clock) {
        return Cast.ofNobody(provider, DockOptions.parameters(parameters), clock);
    }

    /**
     * Whom to ask, as whom.
     *
     * @throws CommandException when the options contradict each other, or a secret would go where it must not
     */
    Cast cast(Workspace workspace, Provider declared, InstantSource clock) {
        Provider provider = against == null ? declared : at(declared, against);
        Egress egress = Egress.of(workspace.settings());
        if (against != null) {
            egress = egress.with(provider.access().baseUrl(Map.of()));
        }
        Map<String, String> given = new LinkedHashMap<>(DockOptions.parameters(parameters));
        Dock found = dock == null ? null : workspace.storedDock(dock);
        if (found != null && !found.provider().equals(provider.name())) {
            throw CommandException.wrongUse(
                    "Dock " + found.name() + " is one of " + found.provider() + ", not of " + provider.name() + ".");
        } else if (found != null && !secrets.isGiven()) {
            if (!given.isEmpty()) {
                throw CommandException.wrongUse("--param: the dock has parameters of its own; leave out one of them.");
            }
            keptAtHome(declared, provider, found);
            return Cast.ofDock(
                    provider,
                    found,
                    workspace.vault(),
                    new TokenStore(workspace.database().jdbi()),
                    DockOptions.allowed(egress, provider, found.parameters()),
                    clock);
        }
        if (found != null) {
            found.parameters().forEach(given::putIfAbsent);
        }
        ProviderView shown = ProviderView.of(provider);
        AccessView.Way way = DockOptions.way(shown, given);
        Authentication authentication = provider.access().authentication().chosen(given);
        DockOptions.allowed(egress, provider, given);
        if (secrets.isNone()) {
            return Cast.ofSecrets(Cast.open(provider), given, Credentials.NONE, egress, clock);
        } else if (authentication instanceof OAuth oauth && oauth.grant().singleUse()) {
            throw CommandException.wrongUse(provider.access().title()
                    + " takes each refresh token once, so one that is tried out here is spent: add a dock, and name it with"
                    + " --dock.");
        }
        return Cast.ofSecrets(provider, given, secrets.ofNewDock(workspace, shown, way), egress, clock);
    }

    private static Provider at(Provider provider, String url) {
        try {
            return Cast.at(provider, url);
        } catch (IllegalArgumentException e) {
            throw CommandException.wrongUse("--against " + url + ": " + e.getMessage() + ".");
        }
    }

    /** What a dock keeps sealed goes nowhere but where its provider is. */
    private static void keptAtHome(Provider declared, Provider asked, Dock dock) {
        URI home = declared.access().baseUrl(dock.parameters());
        URI there = asked.access().baseUrl(dock.parameters());
        boolean secretless = declared.access().authentication() instanceof Authentication.None;
        if (!secretless && !Cast.sameOrigin(home, there)) {
            throw CommandException.wrongUse("The secrets of dock " + dock.name() + " are for " + home
                    + " and do not follow --against to " + there
                    + ": name others, as with --token-file, or add --no-token.");
        }
    }
}
