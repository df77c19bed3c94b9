package io.tidegate.vault;

import org.jspecify.annotations.Nullable;

/** A secret that cannot be sealed or opened, or a master key that cannot be used. Never holds a part of either. */
public final class VaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Owner owner;

    VaultException(String message) {
        this(message, null, null);
    }

    VaultException(String message, @Nullable Owner owner, @Nullable Throwable cause) {
        super(message, cause);
        this.owner = owner;
    }

    /** Whose secret could not be opened; null when it is not about one. */
    public @Nullable Owner owner() {
        return owner;
    }
}
