package io.tidegate.console.connector;

import io.tidegate.api.connector.ConnectorRunDetail.Part;
import io.tidegate.console.page.Link;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to for an organization.
 *
 * @param account the page of its account; null where the visitor acts in another organization, which does not see it
 */
public record PartLine(Part part, @Nullable Link account) {
    public Standing standing() {
        return Standing.of(part.state());
    }

    /** What needs a look is first. */
    int urgency() {
        return switch (part.state()) {
            case "failed" -> 0;
            case "running" -> 1;
            default -> part.error() == null ? 3 : 2;
        };
    }
}
