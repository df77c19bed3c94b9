package io.tidegate.cli.link;

import io.tidegate.access.Actor;
import io.tidegate.api.Api;
import io.tidegate.api.ApiRequest;
import io.tidegate.api.ApiResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The API in this process. */
final class LocalTransport implements Transport {
    private final Api api;
    private final Actor actor;

    LocalTransport(Api api, Actor actor) {
        this.api = api;
        this.actor = actor;
    }

    @Override
    public Told ask(Asked asked) {
        ApiResponse response = api.handle(actor, request(asked));
        return new Told(
                response.status(), api.bytes(response), response.headers().get("ETag"));
    }

    @Override
    public Told stream(Asked asked, OutputStream out) throws IOException {
        ApiResponse response = api.handle(actor, request(asked));
        if (response.content() instanceof ApiResponse.Content.Stream stream) {
            stream.writer().write(out);
            return new Told(response.status(), new byte[0]);
        }
        return new Told(response.status(), api.bytes(response));
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    private static ApiRequest request(Asked asked) {
        Map<String, List<String>> query = new HashMap<>();
        asked.query().forEach((name, value) -> query.put(name, List.of(value)));
        return new ApiRequest(asked.method(), asked.path(), query, asked.headers(), asked.body());
    }
}
