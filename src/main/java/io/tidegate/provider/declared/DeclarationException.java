package io.tidegate.provider.declared;

import org.jspecify.annotations.Nullable;

/** A provider's declaration says something that cannot be; the message names what is allowed. */
public final class DeclarationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String provider;
    private final @Nullable String type;
    private final String key;

    /**
     * @param provider the provider's name
     * @param type the resource type whose parameters are wrong; null when it is a fact of the provider
     * @param key the wrong key, nested keys joined by dots
     * @param problem what is wrong and what is allowed
     */
    public DeclarationException(String provider, @Nullable String type, String key, String problem) {
        super((type == null ? provider : provider + " " + type) + ": " + key + ": " + problem);
        this.provider = provider;
        this.type = type;
        this.key = key;
    }

    public String provider() {
        return provider;
    }

    public @Nullable String type() {
        return type;
    }

    public String key() {
        return key;
    }
}
