package io.tidegate.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.tidegate.config.Nearest;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what was sent into records, and says where it cannot be. */
final class Bodies {
    private Bodies() {}

    static <T> T read(ObjectMapper json, ApiRequest request, Class<T> type) {
        String sent = request.header("content-type");
        if (sent != null && !sent.toLowerCase(Locale.ROOT).matches("application/(json|merge-patch\\+json)\\s*(;.*)?")) {
            throw new Problem(Problem.Kind.UNSUPPORTED_TYPE, "Send application/json; this is " + shown(sent) + ".");
        }
        if (request.body().length == 0) {
            throw Problem.invalid("/", "the body is missing: send JSON");
        }
        try {
            T read = json.readerFor(type)
                    .with(
                            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .readValue(request.body());
            if (read == null) {
                throw Problem.invalid("/", "is null");
            }
            return read;
        } catch (UnrecognizedPropertyException e) {
            String nearest = Nearest.to(
                    e.getPropertyName(),
                    Objects.requireNonNull(e.getKnownPropertyIds()).stream().map(Object::toString));
            throw Problem.invalid(
                    pointer(e), "is unknown" + (nearest == null ? "" : "; did you mean " + nearest + "?"));
        } catch (JsonMappingException e) {
            Problem inside = problem(e);
            throw inside == null ? Problem.invalid(pointer(e), "has another form than the one documented") : inside;
        } catch (JsonProcessingException e) {
            // its own message quotes the body
            throw Problem.invalid("/", "is no JSON" + place(e.getLocation()));
        } catch (IOException e) {
            throw Problem.invalid("/", "cannot be read");
        }
    }

    /** Not known of what is too deep, or a number too long. */
    private static String place(@Nullable JsonLocation at) {
        return at == null
                ? " that can be read: it is nested too deep, or something in it is too long"
                : ", at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /** What a record's own check said of it, where that is why it cannot be made. */
    private static @Nullable Problem problem(Throwable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof Problem problem) {
                return problem;
            }
        }
        return null;
    }

    private static String pointer(JsonMappingException e) {
        return "/"
                + e.getPath().stream()
                        .map(each ->
                                each.getFieldName() == null ? Integer.toString(each.getIndex()) : each.getFieldName())
                        .map(Bodies::shown)
                        .collect(Collectors.joining("/"));
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }
}
