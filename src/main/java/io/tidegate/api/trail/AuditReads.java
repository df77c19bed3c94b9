package io.tidegate.api.trail;

import io.tidegate.access.AuditStore;
import io.tidegate.access.AuditStore.Entry;
import io.tidegate.access.AuditStore.Filter;
import io.tidegate.access.Permission;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.export.Listed;
import java.util.List;

/** Reads who did what. */
public final class AuditReads {
    private static final Param[] FILTERS = {
        Param.text("actor", "Only what this one did."),
        Param.text("action", "Only this action, such as dock.create, or all of a kind, such as dock."),
        Param.text("without", "Leaves out this action, such as dock.sync, or all of a kind, such as dock."),
        Param.text("target", "Only what was done to this, such as docks/12."),
        Param.choice("result", "Only with this result.", List.of("done", "refused", "failed")),
        Param.instant("since", "Only from this instant on."),
        Param.instant("until", "Only before this instant.")
    };

    private AuditReads() {}

    public static List<Operation> operations() {
        return new Listed<>(
                        "/audit",
                        Permission.AUDIT_READ,
                        "audit",
                        Entry.class,
                        Listed.PAGE,
                        "Who did what to what, newest first")
                .by(AuditReads::list, FILTERS);
    }

    /** @param log of all organizations, and of what is none's, such as sign-ins that were refused */
    public static List<Operation> ofInstance(AuditStore log) {
        return List.of(Operation.get("/instance/audit", Permission.INSTANCE_READ, "instance.audit.list")
                .takes(FILTERS)
                .pages(Entry.class)
                .by(
                        "Who did what in all organizations and in none, newest first, for operators",
                        call -> call.pagesOfInstance((after, limit) -> log.recent(filter(call), after, limit))));
    }

    private static Call.Pages<Entry> list(Call call) {
        Filter filter = filter(call);
        return (stores, after, limit) -> stores.audit().recent(filter, after, limit);
    }

    private static Filter filter(Call call) {
        return new Filter(
                call.text("actor"),
                call.text("action"),
                call.text("without"),
                call.text("target"),
                call.text("result"),
                call.instant("since"),
                call.instant("until"));
    }
}
