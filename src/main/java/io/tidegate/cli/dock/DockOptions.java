package io.tidegate.cli.dock;

import io.tidegate.api.dock.ChangedDock;
import io.tidegate.api.dock.DockRules;
import io.tidegate.api.provider.AccessView;
import io.tidegate.api.provider.ProviderView;
import io.tidegate.cli.link.ApiLink;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Screen;
import io.tidegate.egress.Egress;
import io.tidegate.provider.Provider;
import io.tidegate.provider.failure.RejectedException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks what a person says of a dock. */
public final class DockOptions {
    private DockOptions() {}

    /**
     * A name that tables and commands can bear.
     *
     * @throws CommandException when it is not
     */
    static String name(String text) {
        return ApiLink.checked(() -> DockRules.name(text));
    }

    /**
     * Parameters with names that a declaration can use.
     *
     * @throws CommandException when one cannot
     */
    public static Map<String, String> parameters(Map<String, String> parameters) {
        return Map.copyOf(ApiLink.checked(() -> DockRules.parameters(parameters)));
    }

    /**
     * The same, when a dock with these parameters may be asked as far as that is known without asking.
     *
     * @throws CommandException when its base URL names a host that is not allowed
     */
    public static Egress allowed(Egress egress, Provider provider, Map<String, String> parameters) {
        try {
            egress.check(provider.access(), parameters);
        } catch (RejectedException e) {
            throw CommandException.failed(String.valueOf(e.getMessage()) + ".");
        } catch (IllegalArgumentException e) {
            // that its parameters make no URL is said by whoever needs it
            return egress;
        }
        return egress;
    }

    /** Passes on what was done all the same. */
    static void warn(Screen screen, ChangedDock changed) {
        screen.endProgress();
        changed.warnings().forEach(warning -> screen.note("Warning: " + warning));
    }

    /**
     * The way to authenticate that a dock with these parameters uses.
     *
     * @throws CommandException when they name one that the provider has not
     */
    public static AccessView.Way way(ProviderView provider, Map<String, String> parameters) {
        AccessView access = provider.access();
        String parameter = access.chosenBy();
        String wanted =
                parameter == null ? "" : parameters.getOrDefault(parameter, "").strip();
        return access.ways().stream()
                .filter(way -> wanted.isEmpty() || way.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> CommandException.wrongUse("--param: the parameter " + parameter + " is '" + wanted
                        + "', but it chooses the authentication: "
                        + access.ways().stream().map(AccessView.Way::name).collect(Collectors.joining(", ")) + "."));
    }

    /**
     * Resource types that the provider has; null, which means all, when none are named.
     *
     * @throws CommandException when it has one of them not
     */
    public static @Nullable List<String> types(Provider provider, List<String> types) {
        return ApiLink.checked(() -> DockRules.types(provider, types));
    }
}
