package io.tidegate.api.export;

import io.tidegate.access.Permission;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import java.util.List;
import java.util.function.Function;

/**
 * A list that is asked for page by page, and as a file.
 *
 * @param subject what it is of, as the log names it: its actions are {@code subject.list} and {@code subject.export}
 * @param row what it is of
 * @param limit how many of them are on a page, where nothing else is asked for
 * @param summary one line for people
 */
public record Listed<T>(String path, Permission permission, String subject, Class<T> row, int limit, String summary) {
    /** How many are on a page where a list has no reason for another number. */
    public static final int PAGE = 100;

    /** Both operations, over one list: what a page shows and what the file holds cannot differ. */
    public List<Operation> by(Function<Call, Call.Pages<T>> list, Param... filters) {
        return List.of(
                Operation.get(path, permission, subject + ".list")
                        .takes(filters)
                        .pages(row, limit)
                        .by(summary, call -> call.pages(list.apply(call))),
                Operation.get(path + "/export", permission, subject + ".export")
                        .takes(filters)
                        .takes(Export.FORMAT)
                        .streams(Export.TYPES)
                        .by(summary + "; as a file", call -> Export.of(call, row, list.apply(call))));
    }
}
