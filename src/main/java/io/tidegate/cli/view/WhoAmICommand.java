package io.tidegate.cli.view;

import io.tidegate.api.token.Me;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "whoami", description = "Who you are for Tidegate, in which organization, and what you may do.")
final class WhoAmICommand implements Callable<Integer> {
    private final Workspace workspace;

    @Mixin
    private final JsonOption json = new JsonOption();

    WhoAmICommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Me me = workspace.link().get("/me", Me.class);
        if (json.wanted()) {
            workspace.screen().json(me);
            return 0;
        }
        Map<String, @Nullable String> facts = new LinkedHashMap<>();
        facts.put("You", me.name());
        facts.put("Organization", me.organization() == null ? "none" : "number " + me.organization());
        facts.put("Role", me.role());
        facts.put("You may", String.join(" ", me.permissions()));
        workspace.screen().facts(facts);
        return 0;
    }
}
