package io.tidegate.simulation;

import static io.tidegate.simulation.Ledger.require;

import io.tidegate.client.local.LocalDatabase;
import io.tidegate.protocol.Limits;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** What a device forgets: what is old and forgotten at the backend, when nothing waits, and nothing else. */
final class Tidying {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String ALL = "select table_name || '/' || pk as name from tombstones order by 1";
    private static final String DUE = """
            select t.table_name || '/' || t.pk as name from tombstones t
            where t.version between 1 and (select floor from sync_state) and t.deleted_at < ?
                and not exists (select 1 from pending_ops o where o.table_name = t.table_name and o.pk = t.pk)
            order by 1
            """;

    private final LocalDatabase database;
    private final Instant now;

    /** @param now by the device's clock */
    Tidying(LocalDatabase database, Instant now) {
        this.database = database;
        this.now = now;
    }

    /** Lets the device tidy; returns how many tombstones went. */
    int check(String who, Runnable tidies) {
        List<String> gone = names(ALL);
        List<String> due = mayBegin() ? names(DUE, FORM.format(now.minus(Limits.RETENTION))) : List.of();
        tidies.run();
        gone.removeAll(names(ALL));
        require(gone.equals(due), who + " forgot " + gone + ", and what was due is " + due);
        return gone.size();
    }

    private boolean mayBegin() {
        var state = database.state();
        return state.bootstrapped() && !state.stale() && database.waiting().ops() == 0;
    }

    private List<String> names(String sql, Object... arguments) {
        List<String> names = new ArrayList<>();
        database.query(sql, arguments).forEach(row -> names.add(row.text("name")));
        return names;
    }
}
