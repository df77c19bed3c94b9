package io.tidegate.db;

/** Another Tidegate works on the same data folder. */
public final class DatabaseInUseException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    public DatabaseInUseException(String message) {
        super(message);
    }
}
