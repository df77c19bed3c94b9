package io.tidegate.api.run;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.api.export.Listed;
import io.tidegate.monitor.ErrorStore;
import io.tidegate.monitor.ErrorStore.Filter;
import io.tidegate.monitor.ErrorStore.SyncError;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Reads what went wrong, and puts it away. */
public final class ErrorReads {
    private static final Param[] FILTERS = {
        Param.number("dock", "Only this dock's."),
        Param.text("provider", "Only of this provider's docks."),
        Param.text("type", "Only of this resource type."),
        Param.text("error_type", "Only errors of this kind, such as HTTP_500."),
        Param.text("group", "Only of this cause: a key of /errors/groups."),
        Param.flag("include_resolved", "Those too that are over."),
        Param.instant("since", "Only those that came, first or again, from this instant on."),
        Param.instant("until", "Only those that first came before this instant.")
    };

    private static final Param[] LISTED =
            Stream.concat(Arrays.stream(FILTERS), Stream.of(Param.ORDER)).toArray(Param[]::new);

    private ErrorReads() {}

    public static List<Operation> operations() {
        return Stream.concat(
                        new Listed<>(
                                        "/errors",
                                        Permission.OPERATIONS_READ,
                                        "error",
                                        ErrorView.class,
                                        ErrorStore.DEFAULT_LIMIT,
                                        "Errors that are open, newest first")
                                .by(ErrorReads::list, LISTED).stream(),
                        Stream.of(
                                Operation.get("/errors/summary", Permission.OPERATIONS_READ, "error.list")
                                        .takes(FILTERS)
                                        .answers(ErrorSummary.class)
                                        .by(
                                                "Errors together: how many, of which kinds, at which requests",
                                                call -> call.look(stores -> ApiResponse.ok(
                                                        ErrorSummary.of(stores.errors(), filter(call), call.now())))),
                                Operation.post("/errors/{error}/dismiss", Permission.OPERATIONS_WRITE, "error.dismiss")
                                        .answers(ErrorView.class)
                                        .by(
                                                "Puts an error away; when it comes again it is a new one",
                                                ErrorReads::dismiss)))
                .toList();
    }

    /** What lists of errors, and of groups of them, can be asked by. */
    public static Param[] filters() {
        return LISTED.clone();
    }

    /** Which of them are asked for. */
    public static Filter filter(Call call) {
        return new Filter(
                call.number("dock"),
                call.text("provider"),
                call.text("type"),
                call.text("error_type"),
                call.text("group"),
                call.flag("include_resolved"),
                call.instant("since"),
                call.instant("until"));
    }

    private static Call.Pages<ErrorView> list(Call call) {
        Filter filter = filter(call);
        boolean oldest = call.oldest();
        return (stores, after, limit) -> {
            ErrorStore errors = stores.errors();
            return (oldest ? errors.oldest(filter, after, limit) : errors.recent(filter, after, limit))
                    .map(error -> ErrorView.of(error, call.now()));
        };
    }

    /** One that is over stays as it is. */
    private static ApiResponse dismiss(Call call) {
        long id = call.id("error");
        return call.act("errors/" + id, stores -> {
            boolean dismissed = stores.errors().dismiss(id, call.now());
            SyncError error = stores.errors().find(id).orElseThrow(() -> Problem.missing("error", id));
            stores.deed().detail("outcome", dismissed ? "dismissed" : "already_resolved");
            return ApiResponse.ok(ErrorView.of(error, call.now()));
        });
    }
}
