package io.tidegate.api.connector;

import io.tidegate.federation.connector.ConnectorRun;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a connector's organizations, one after another.
 *
 * @param type scheduled or manual
 * @param status running, success, partial or failed
 * @param organizations how many it began with
 * @param failed how many of them failed, were paused or were gone when it was their turn
 */
public record ConnectorRunView(
        long id,
        String connector,
        String type,
        String status,
        Instant startedAt,
        @Nullable Instant endedAt,
        int organizations,
        int succeeded,
        int failed) {

    static ConnectorRunView of(ConnectorRun run) {
        return new ConnectorRunView(
                run.id(),
                run.connector(),
                run.type(),
                run.status(),
                run.startedAt(),
                run.endedAt(),
                run.organizations(),
                run.succeeded(),
                run.failed());
    }
}
