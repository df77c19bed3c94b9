package io.tidegate.provider;

import java.io.Serial;
import java.util.LinkedHashMap;

/**
 * The facts of a provider as its YAML bean states them, unread; the bean's name is the provider's name.
 * {@link Provider#of} reads them.
 */
public final class Facts extends LinkedHashMap<String, Object> {
    @Serial
    private static final long serialVersionUID = 1L;
}
