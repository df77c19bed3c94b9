package io.tidegate.cli.organization;

import io.tidegate.api.organization.MemberView;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import java.util.Locale;
import java.util.Map;

/** Finds members by what people call them. */
public final class MemberReference {
    private MemberReference() {}

    /**
     * The member of that e-mail or number.
     *
     * @throws CommandException when there is none
     */
    public static MemberView find(Workspace workspace, String reference) {
        String email = reference.strip().toLowerCase(Locale.ROOT);
        return workspace.link().all("/members", Map.of(), MemberView.class).stream()
                .filter(member -> member.email().equals(email)
                        || Long.toString(member.id()).equals(email))
                .findFirst()
                .orElseThrow(() -> CommandException.failed(
                        "There is no member '" + reference + "'; ./tidegate member list shows all of them."));
    }
}
