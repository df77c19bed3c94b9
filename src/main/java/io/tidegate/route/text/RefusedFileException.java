package io.tidegate.route.text;

import org.jspecify.annotations.Nullable;

/** A route file cannot run as it stands; carries what a {@link RouteFault} says. */
public final class RefusedFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final @Nullable Integer line;
    private final String reason;
    private final String user;

    public RefusedFileException(String file, @Nullable Integer line, String reason) {
        this(file, line, reason, file);
    }

    /** @param user the file whose route showed the fault, when it is not the file that has it */
    public RefusedFileException(String file, @Nullable Integer line, String reason, String user) {
        super(file + (line == null ? "" : " line " + line) + ": " + reason);
        this.file = file;
        this.line = line;
        this.reason = reason;
        this.user = user;
    }

    public RefusedFileException(String file, @Nullable Integer line, String reason, Throwable cause) {
        this(file, line, reason);
        initCause(cause);
    }

    public String file() {
        return file;
    }

    public @Nullable Integer line() {
        return line;
    }

    public String user() {
        return user;
    }

    public String reason() {
        return reason;
    }
}
