package io.tidegate.architecture.broken.budget;

import io.tidegate.architecture.broken.queue.Wide;
import org.apache.camel.Exchange;

/** A cycle, a name without a role, and Camel in the domain. */
public final class CommonTool {
    private final Wide wide = new Wide(1, 2, 3, 4, 5, 6, 7);

    /** How many headers there are. */
    public int count(Exchange exchange) {
        return exchange.getMessage().getHeaders().size() + wide.seven(1, 2, 3, 4, 5, 6, 7);
    }
}
