package io.tidegate.api.connector;

import io.tidegate.federation.connector.ConnectorRun;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connector's run with its organizations; without those whose dock was removed since. */
public record ConnectorRunDetail(ConnectorRunView run, List<Part> organizations) {
    /**
     * An organization's part in it.
     *
     * @param organization its slug
     * @param federationOrgId which of the federation's organizations it is
     * @param state waiting, running, succeeded or failed
     * @param job see {@code /jobs}
     * @param error why it failed, or what of it did
     * @param waitsFor of the next one that waits: what for; null of all others
     */
    public record Part(
            String organization,
            @Nullable String federationOrgId,
            long dock,
            String state,
            @Nullable Long job,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String error,
            @Nullable String waitsFor) {}

    static ConnectorRunDetail of(ConnectorRun run, List<ConnectorRun.Part> parts) {
        return new ConnectorRunDetail(
                ConnectorRunView.of(run),
                parts.stream()
                        .map(part -> new Part(
                                part.organization(),
                                part.club(),
                                part.dock(),
                                part.state(),
                                part.job(),
                                part.startedAt(),
                                part.endedAt(),
                                part.error(),
                                part.waits()))
                        .toList());
    }
}
