package io.tidegate;

import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** What is done to the context once it is configured and before it starts. */
final class BeforeStart extends MainListenerSupport {
    private final Consumer<CamelContext> action;

    BeforeStart(Consumer<CamelContext> action) {
        this.action = action;
    }

    @Override
    public void afterConfigure(BaseMainSupport main) {
        action.accept(main.getCamelContext());
    }
}
