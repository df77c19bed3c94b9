package io.tidegate.api.connection;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Problem;
import io.tidegate.api.Stores;
import io.tidegate.api.dock.QueuedSync;
import io.tidegate.federation.connector.Connection;
import io.tidegate.federation.connector.ConnectionStore;
import io.tidegate.federation.connector.Connector;
import io.tidegate.page.Page;
import io.tidegate.queue.JobType;
import io.tidegate.queue.QueueStore.Enqueued;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The federations that one's own organization is connected to. */
public final class OwnConnections {
    private OwnConnections() {}

    public static List<Operation> operations() {
        return List.of(
                Operation.get("/connections", Permission.DOCKS_READ, "own_connection.list")
                        .lists(OwnConnectionView.class)
                        .by("The federations that the organization is connected to", OwnConnections::list),
                Operation.get("/connections/{connection}", Permission.DOCKS_READ, "own_connection.show")
                        .answers(OwnConnectionView.class)
                        .by("A federation that the organization is connected to", OwnConnections::show),
                Operation.post("/connections/{connection}/run", Permission.DOCKS_SYNC, "own_connection.run")
                        .answers(QueuedSync.class)
                        .accepted()
                        .by("Sync the organization with its federation as soon as possible", OwnConnections::run));
    }

    private static ApiResponse list(Call call) {
        return call.look(stores -> ApiResponse.ok(
                new Page<>(own(stores, null).stream().map(OwnConnectionView::of).toList(), null)));
    }

    private static ApiResponse show(Call call) {
        return call.look(stores -> ApiResponse.ok(OwnConnectionView.of(find(stores, call.id("connection")))));
    }

    private static ApiResponse run(Call call) {
        long id = call.id("connection");
        return call.act("connections/" + id, stores -> {
            Connection.Own connection = find(stores, id);
            if (!connection.status().equals(Connector.Status.ACTIVE.word())) {
                throw new Problem(
                        Problem.Kind.CONFLICT,
                        connection.name() + " is in state " + connection.status()
                                + ": whoever runs this instance lets it go on.");
            }
            Enqueued job = stores.queue()
                    .enqueue(connection.dock(), JobType.MANUAL, List.of(), call.now())
                    .get(0);
            return ApiResponse.accepted(
                    new QueuedSync(job.job(), job.state().name().toLowerCase(Locale.ROOT), !job.fresh()));
        });
    }

    private static Connection.Own find(Stores stores, long id) {
        return own(stores, id).stream().findFirst().orElseThrow(() -> Problem.missing("connection", id));
    }

    private static List<Connection.Own> own(Stores stores, @Nullable Long id) {
        return new ConnectionStore(stores.scoped().jdbi(), stores.json()).own(id);
    }
}
