package io.tidegate.cli;

import io.tidegate.cli.link.Reach;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** {@code --org} and {@code --server}, which every command has. */
final class ReachOptions {
    private ReachOptions() {}

    /** Adds them to a command and all below it. */
    static void addTo(CommandSpec root, Reach reach) {
        root.addOption(
                option("--org", "SLUG", "Act in this organization; else the token's, or the oldest.", new ISetter() {
                    @Override
                    @SuppressWarnings("unchecked")
                    public <T> T set(T value) {
                        reach.organization((String) value);
                        return value;
                    }
                }));
        root.addOption(
                option("--server", "URL", "Ask that Tidegate, with the token in TIDEGATE_SERVER_TOKEN.", new ISetter() {
                    @Override
                    public <T> T set(T value) {
                        reach.server((String) value);
                        return value;
                    }
                }));
    }

    private static OptionSpec option(String name, String label, String meaning, ISetter setter) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .description(meaning)
                .type(String.class)
                .setter(setter)
                .scopeType(ScopeType.INHERIT)
                .build();
    }
}
