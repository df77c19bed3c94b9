package io.tidegate.cli.organization;

import io.tidegate.access.AuditStore;
import io.tidegate.account.Passwords;
import io.tidegate.account.sign.InvitationStore;
import io.tidegate.account.sign.PersonStore;
import io.tidegate.account.sign.SessionStore;
import io.tidegate.account.sign.SignIn;
import io.tidegate.account.sign.SignInFailureStore;
import io.tidegate.api.ApiJson;
import io.tidegate.cli.session.Workspace;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "recover",
        description = "A token with which somebody chooses another password; on Tidegate's own machine only.")
final class RecoverCommand extends HereOnly {
    @Parameters(index = "0", paramLabel = "EMAIL", description = "Theirs.")
    private String email = "";

    RecoverCommand(Workspace workspace) {
        super(workspace, "person.recover");
    }

    @Override
    public Integer call() {
        change(email, Map.of(), (database, who) -> {
            SignIn.Stores stores = new SignIn.Stores(
                    new PersonStore(database.jdbi()),
                    new SessionStore(database.jdbi()),
                    new InvitationStore(database.jdbi()),
                    new SignInFailureStore(database.jdbi()),
                    new AuditStore(database.jdbi(), ApiJson.mapper()));
            workspace()
                    .screen()
                    .line(new SignIn(stores, new Passwords(), workspace()::now)
                            .recover(who)
                            .reveal());
        });
        workspace()
                .screen()
                .note("Entered at /invitation of the dashboard within an hour, it lets them choose another password.");
        return 0;
    }
}
