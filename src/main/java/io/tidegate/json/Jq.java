package io.tidegate.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** A jq program (jq 1.7): from one document to none, one or several. */
public final class Jq {
    private static final Scope ROOT = root();

    private final String text;
    private final JsonQuery query;

    private Jq(String text, JsonQuery query) {
        this.text = text;
        this.query = query;
    }

    private static Scope root() {
        Scope scope = Scope.newEmptyScope();
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_7, scope);
        return scope;
    }

    /** @throws IllegalArgumentException when the text is no jq program */
    public static Jq of(String text) {
        try {
            Jq program = new Jq(text, JsonQuery.compile(text, Versions.JQ_1_7));
            return program;
        } catch (JsonQueryException e) {
            throw new IllegalArgumentException("no jq: " + firstLine(e), e);
        }
    }

    /**
     * All that the program makes of a document.
     *
     * @throws IllegalArgumentException when it fails on this document
     */
    public List<JsonNode> all(JsonNode document) {
        List<JsonNode> results = new ArrayList<>(1);
        try {
            query.apply(Scope.newChildScope(ROOT), document, results::add);
        } catch (JsonQueryException e) {
            throw new IllegalArgumentException("jq " + text + " fails: " + firstLine(e), e);
        }
        return results;
    }

    /** Whether the program's first result is there and neither false nor null. */
    public boolean holds(JsonNode document) {
        List<JsonNode> results = all(document);
        return !results.isEmpty()
                && !results.get(0).isNull()
                && !(results.get(0).isBoolean() && !results.get(0).booleanValue());
    }

    private static String firstLine(JsonQueryException e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse(message);
    }

    @Override
    public String toString() {
        return text;
    }
}
