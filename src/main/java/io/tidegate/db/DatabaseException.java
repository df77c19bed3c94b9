package io.tidegate.db;

import org.jspecify.annotations.Nullable;

/** The database cannot be used; the message says why and what to do, without any password. */
public sealed class DatabaseException extends RuntimeException permits DatabaseInUseException {

    private static final long serialVersionUID = 1L;

    public DatabaseException(String message) {
        super(message);
    }

    public DatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
