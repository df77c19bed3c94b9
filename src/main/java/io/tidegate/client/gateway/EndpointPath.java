package io.tidegate.client.gateway;

import io.tidegate.protocol.wire.SyncScope;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The path of an endpoint, with what is asked of it. */
final class EndpointPath {
    private final StringBuilder path;
    private char next = '?';

    EndpointPath(SyncScope scope, String endpoint) {
        this.path = new StringBuilder("/sync/v1/" + encoded(scope.workspaceId()) + "/" + endpoint);
        and("projectId", scope.projectId());
    }

    /** Nothing is added where there is no value. */
    EndpointPath and(String name, @Nullable Object value) {
        if (value != null) {
            path.append(next).append(name).append('=').append(encoded(value.toString()));
            next = '&';
        }
        return this;
    }

    EndpointPath and(String name, Collection<String> values) {
        return and(
                name,
                values.isEmpty()
                        ? null
                        : (Object) String.join(",", values.stream().sorted().toList()));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
