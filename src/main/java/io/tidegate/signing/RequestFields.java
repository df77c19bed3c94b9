package io.tidegate.signing;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.provider.failure.RejectedException;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;

/** Puts one field into what a request already says; one of the same name is replaced. */
final class RequestFields {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RequestFields() {}

    /** A path and query with one parameter, which stands there once: a link of the provider's may bring an older one. */
    static String inQuery(@Nullable String path, String name, String value) {
        String whole = path == null || path.isEmpty() ? "/" : path;
        int mark = whole.indexOf('?');
        String query = mark < 0 ? "" : whole.substring(mark + 1);
        return (mark < 0 ? whole : whole.substring(0, mark)) + "?" + field(query, name, value);
    }

    /**
     * Puts a field into a JSON object, or into a form.
     *
     * @param pointer where in the object; a form's field is named by its last part
     * @throws RejectedException when the request has no body, or one of another kind
     */
    static void intoBody(ClassicHttpRequest request, String pointer, String value) throws IOException {
        HttpEntity entity = request.getEntity();
        if (entity == null) {
            throw new RejectedException(0, "the key belongs into the body, and a " + request.getMethod() + " has none");
        }
        ContentType type = ContentType.parseLenient(entity.getContentType());
        byte[] body = EntityUtils.toByteArray(entity);
        boolean form =
                type != null && type.getMimeType().toLowerCase(Locale.ROOT).equals("application/x-www-form-urlencoded");
        byte[] signed = form
                ? field(new String(body, StandardCharsets.US_ASCII), name(pointer), value)
                        .getBytes(StandardCharsets.US_ASCII)
                : inObject(body, JsonPointer.compile(pointer), value);
        request.setEntity(new ByteArrayEntity(signed, type == null ? ContentType.APPLICATION_JSON : type));
    }

    private static String name(String pointer) {
        JsonPointer last = JsonPointer.compile(pointer).last();
        return last == null ? pointer : last.getMatchingProperty();
    }

    private static String field(String form, String name, String value) {
        return Stream.concat(
                        Arrays.stream(form.split("&"))
                                .filter(each -> !each.isEmpty()
                                        && !decoded(each.split("=", 2)[0]).equals(name)),
                        Stream.of(encoded(name) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** A blank as %20, which everybody understands in a query and in a form. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static byte[] inObject(byte[] body, JsonPointer pointer, String value) throws IOException {
        JsonNode tree = body.length == 0 ? JSON.createObjectNode() : read(body);
        JsonNode at = tree;
        JsonPointer rest = pointer;
        while (at instanceof ObjectNode object && !rest.tail().matches()) {
            JsonNode below = object.get(rest.getMatchingProperty());
            at = below == null ? object.putObject(rest.getMatchingProperty()) : below;
            rest = rest.tail();
        }
        if (!(at instanceof ObjectNode object)) {
            throw new RejectedException(0, "the key belongs into the body at " + pointer + ", where no object is");
        }
        object.put(rest.getMatchingProperty(), value);
        return JSON.writeValueAsBytes(tree);
    }

    private static JsonNode read(byte[] body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new RejectedException(0, "the key belongs into the body, which is neither JSON nor a form");
        }
    }
}
