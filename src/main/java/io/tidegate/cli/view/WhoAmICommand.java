package io.tidegate.cli.view;

import io.tidegate.access.Permission;
import io.tidegate.api.organization.OwnOrganization;
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
        facts.put("Organization", organization(me));
        facts.put("Role", me.role());
        facts.put("You may", String.join(" ", me.permissions()));
        workspace.screen().facts(facts);
        return 0;
    }

    private String organization(Me me) {
        if (me.organization() == null) {
            return "none";
        } else if (!me.permissions().contains(Permission.ORGANIZATION_READ.word())) {
            return "number " + me.organization();
        }
        OwnOrganization own = workspace.link().get("/organization", OwnOrganization.class);
        return own.slug() + "  " + own.name();
    }
}
