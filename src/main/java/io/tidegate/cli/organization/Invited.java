package io.tidegate.cli.organization;

import io.tidegate.api.organization.Invitation;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Words;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows what lets somebody in, and says what to do with it. */
final class Invited {
    private Invited() {}

    static void show(Workspace workspace, Map<String, @Nullable String> facts, Invitation invitation) {
        facts.put("Token", invitation.token());
        facts.put(
                "Valid until",
                Words.exact(invitation.expiresAt(), workspace.screen().look().zone()));
        workspace.screen().facts(facts);
        workspace
                .screen()
                .note("Hand the token to " + invitation.email() + ": entered at /invitation of the dashboard it lets"
                        + " them in, once. It is shown this once.");
    }
}
