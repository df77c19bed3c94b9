package io.tidegate.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Why something is not done, as RFC 9457 tells it. The detail says what was wrong and what to do. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What kind of problem it is. */
    public enum Kind {
        INVALID_INPUT(400, "Invalid input"),
        NOT_SIGNED_IN(401, "Not signed in"),
        NOT_ALLOWED(403, "Not allowed"),
        NOT_FOUND(404, "Not found"),
        METHOD_NOT_ALLOWED(405, "Method not allowed"),
        CONFLICT(409, "Conflict"),
        CHANGED_SINCE(412, "Changed since"),
        TOO_LARGE(413, "Too large"),
        UNSUPPORTED_TYPE(415, "Unsupported content type"),
        REFUSED_BY_PROVIDER(422, "Refused by the provider"),
        KEY_REUSED(422, "Idempotency key reused"),
        TOO_MANY_REQUESTS(429, "Too many requests"),
        INTERNAL(500, "Internal error"),
        UNAVAILABLE(503, "Unavailable");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }

        public int status() {
            return status;
        }

        public String title() {
            return title;
        }

        /** A URN that programs can tell it by. */
        public String type() {
            return "urn:tidegate:problem:"
                    + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Something wrong in what was sent.
     *
     * @param field a JSON pointer into the body, or a parameter's name
     */
    public record Fault(String field, String reason) {}

    /** As it is sent. */
    public record Body(String type, String title, int status, String detail, List<Fault> errors) {}

    private final Kind kind;
    private final transient List<Fault> faults;
    private final transient Map<String, String> headers = new TreeMap<>();

    public Problem(Kind kind, String detail) {
        this(kind, detail, List.of());
    }

    public Problem(Kind kind, String detail, List<Fault> faults) {
        super(detail);
        this.kind = kind;
        this.faults = List.copyOf(faults);
    }

    /** One field of the input is wrong. */
    public static Problem invalid(String field, String reason) {
        return new Problem(Kind.INVALID_INPUT, field + ": " + reason, List.of(new Fault(field, reason)));
    }

    /** There is no such thing, or it is another organization's, which nobody is told apart. */
    public static Problem missing(String what, Object id) {
        return new Problem(Kind.NOT_FOUND, "There is no " + what + " " + id + ".");
    }

    /** The same with a header. */
    public Problem with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public Kind kind() {
        return kind;
    }

    /** What is sent. */
    public ApiResponse response() {
        return new ApiResponse(
                kind.status(),
                headers,
                new ApiResponse.Content.Json(
                        new Body(kind.type(), kind.title(), kind.status(), String.valueOf(getMessage()), faults)),
                null);
    }
}
