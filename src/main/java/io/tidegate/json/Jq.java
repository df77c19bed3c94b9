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

    /** More than any declaration means: a program without end would fill the memory. */
    private static final int MOST_RESULTS = 1000;

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
     * @throws IllegalArgumentException when it fails on this document, or makes more than 1,000 values of it
     */
    public List<JsonNode> all(JsonNode document) {
        List<JsonNode> results = new ArrayList<>(1);
        if (!apply(document, results, MOST_RESULTS)) {
            throw new IllegalArgumentException(
                    "jq " + text + " makes more than " + MOST_RESULTS + " values of a document");
        }
        return results;
    }

    /** Whether these are all results; false when there are more than so many, which are not waited for. */
    private boolean apply(JsonNode document, List<JsonNode> results, int most) {
        try {
            query.apply(Scope.newChildScope(ROOT), document, result -> {
                if (results.size() == most) {
                    throw new Enough();
                }
                results.add(result);
            });
            return true;
        } catch (Enough e) {
            return false;
        } catch (JsonQueryException e) {
            throw new IllegalArgumentException("jq " + text + " fails: " + firstLine(e), e);
        } catch (StackOverflowError e) {
            // an error would end the worker's run without a word
            throw new IllegalArgumentException("jq " + text + " fails: it calls itself without end", e);
        }
    }

    /** Ends a program that makes more than is wanted. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super(null, null, false, false);
        }
    }

    /** Whether the program's first result is there and neither false nor null. */
    public boolean holds(JsonNode document) {
        List<JsonNode> results = new ArrayList<>(1);
        apply(document, results, 1);
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
