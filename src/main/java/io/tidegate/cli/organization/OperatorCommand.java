package io.tidegate.cli.organization;

import io.tidegate.account.AccountException;
import io.tidegate.account.sign.PersonStore;
import io.tidegate.cli.session.Workspace;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "operator",
        description = "Let somebody look after the whole instance, or no more; on Tidegate's own machine only.")
final class OperatorCommand extends HereOnly {
    @Parameters(index = "0", paramLabel = "EMAIL", description = "Theirs.")
    private String email = "";

    @Parameters(index = "1", paramLabel = "on|off", description = "Whether they are to be one.")
    private Turn turn = Turn.on;

    /** As it is typed. */
    enum Turn {
        on,
        off
    }

    OperatorCommand(Workspace workspace) {
        super(workspace, "person.operator");
    }

    @Override
    public Integer call() {
        boolean operator = turn == Turn.on;
        change(email, Map.of("operator", Boolean.toString(operator)), (database, who) -> {
            if (!new PersonStore(database.jdbi()).operator(who, operator)) {
                throw new AccountException(
                        AccountException.Kind.MISSING, "Nobody has the e-mail " + who + "; invite them first.");
            }
        });
        workspace().screen().line(email.strip() + (operator ? " is an operator now." : " is no operator any more."));
        return 0;
    }
}
