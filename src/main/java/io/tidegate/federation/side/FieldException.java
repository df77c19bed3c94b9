package io.tidegate.federation.side;

/** What somebody wants a field to hold does not fit it. */
public final class FieldException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String field;

    /** @param reason goes on after the field's name */
    public FieldException(String field, String reason) {
        super(reason);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
