package io.tidegate.cli.organization;

import io.tidegate.access.Actor;
import io.tidegate.access.AuditEntry;
import io.tidegate.access.AuditEntry.Result;
import io.tidegate.access.AuditStore;
import io.tidegate.account.AccountException;
import io.tidegate.account.Email;
import io.tidegate.api.ApiJson;
import io.tidegate.cli.session.LocalOnly;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.db.Database;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/** Commands about people that only this machine's command line may do; they stand in the log of the instance. */
abstract class HereOnly implements Callable<Integer>, LocalOnly {
    private final Workspace workspace;
    private final String action;

    HereOnly(Workspace workspace, String action) {
        this.workspace = workspace;
        this.action = action;
    }

    final Workspace workspace() {
        return workspace;
    }

    /** Does it and writes it into the log; what cannot be done is said and written too. */
    final void change(String written, Map<String, String> detail, Change change) {
        Database database = workspace.database();
        try {
            Email email = Email.of(written);
            change.make(database, email);
            note(database, email.text(), Result.DONE, detail);
        } catch (AccountException e) {
            note(database, written, Result.FAILED, detail);
            throw CommandException.failed(String.valueOf(e.getMessage()));
        }
    }

    /** What is done to somebody. */
    interface Change {
        void make(Database database, Email email);
    }

    private void note(Database database, String email, Result result, Map<String, String> detail) {
        String user = System.getProperty("user.name", "unknown");
        Actor actor = new Actor("local:" + user, null, null, null, null, Set.of(), "local");
        new AuditStore(database.jdbi(), ApiJson.mapper())
                .add(new AuditEntry(workspace.now(), actor, null, action, "people/" + email, result, detail));
    }
}
