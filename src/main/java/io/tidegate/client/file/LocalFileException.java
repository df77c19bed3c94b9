package io.tidegate.client.file;

/** The local file could not be read or written; nothing of the transaction was kept. */
public final class LocalFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LocalFileException(String message, Exception cause) {
        super(message, cause);
    }

    LocalFileException(String message) {
        super(message);
    }
}
