package io.tidegate.protocol;

/** Why something was not done; the same words in answers, on devices and in logs. */
public enum Code {
    /** It is not what the schema allows, and never will be. */
    VALIDATION_ERROR(400, true),
    UNAUTHORIZED(401, true),
    /** The same op id came with other content. */
    CONFLICT(409, true),
    NOT_FOUND(404, true),
    /** Too many for now. */
    RATE_LIMITED(429, false),
    OVERSIZED(413, true),
    /** The cursor lies below what is retained: a snapshot comes first. */
    SNAPSHOT_REQUIRED(410, false),
    SERVER_ERROR(500, false);

    private final int status;
    private final boolean permanent;

    Code(int status, boolean permanent) {
        this.status = status;
        this.permanent = permanent;
    }

    /** Of an answer that says nothing else. */
    public int status() {
        return status;
    }

    /** Whether sending the same again can only fail again. */
    public boolean isPermanent() {
        return permanent;
    }

    /** @throws InvalidOpException when it is none */
    public static Code of(String name) {
        for (Code each : values()) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        throw new InvalidOpException("errorCode is none that is known");
    }
}
