package io.tidegate.client.hook;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who listens to what. Listeners are called after the transaction, in the thread that did the work; one that throws is
 * logged and stops nothing.
 */
public final class Hooks {
    private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);

    private final List<Consumer<SyncEvent>> listeners = new CopyOnWriteArrayList<>();

    /** Listens to one type. */
    public <E extends SyncEvent> Registration on(Class<E> type, Consumer<? super E> listener) {
        return onAll(event -> {
            if (type.isInstance(event)) {
                listener.accept(type.cast(event));
            }
        });
    }

    /** Listens to one name, as in {@code sync.conflict:action:detected}. */
    public Registration on(String name, Consumer<SyncEvent> listener) {
        return onAll(event -> {
            if (event.name().equals(name)) {
                listener.accept(event);
            }
        });
    }

    /** Listens to everything. */
    public Registration onAll(Consumer<SyncEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Tells those who listen. */
    public void tell(SyncEvent event) {
        for (Consumer<SyncEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.warn("a listener of {} failed", event.name(), e);
            }
        }
    }

    /** Ends the listening. */
    @FunctionalInterface
    public interface Registration {
        void cancel();
    }
}
