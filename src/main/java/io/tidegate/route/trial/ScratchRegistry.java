package io.tidegate.route.trial;

import java.util.Set;
import org.apache.camel.Component;
import org.apache.camel.Processor;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the scratch context itself has bound, then what the live one has. Never hands out what belongs to the
 * live context's own machinery: the scratch context would adopt, start and stop it.
 */
final class ScratchRegistry extends DefaultRegistry {
    private static final Processor PRESENT = exchange -> {};

    private final Registry live;
    private final Set<String> hidden;

    /** @param hidden beans that route files have bound in the live registry; here their new text decides */
    ScratchRegistry(Registry live, Set<String> hidden) {
        this.live = live;
        this.hidden = hidden;
    }

    @Override
    public @Nullable Object lookupByName(String name) {
        Object mine = super.lookupByName(name);
        return mine != null || hidden.contains(name) ? mine : foreign(live.lookupByName(name));
    }

    @Override
    public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
        T mine = super.lookupByNameAndType(name, type);
        if (mine != null || hidden.contains(name) || isMachinery(type)) {
            return mine;
        }
        Object found = foreign(live.lookupByNameAndType(name, type));
        return found instanceof Processor && type.isInstance(PRESENT) ? type.cast(PRESENT) : cast(type, found);
    }

    private static <T> @Nullable T cast(Class<T> type, @Nullable Object found) {
        return type.isInstance(found) ? type.cast(found) : null;
    }

    private static @Nullable Object foreign(@Nullable Object found) {
        return found instanceof Component ? null : found;
    }

    private static boolean isMachinery(Class<?> type) {
        return type.getName().startsWith("org.apache.camel.spi.") || Component.class.isAssignableFrom(type);
    }
}
