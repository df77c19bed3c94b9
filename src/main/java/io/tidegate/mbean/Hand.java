package io.tidegate.mbean;

import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.api.Api;
import io.tidegate.api.ApiRequest;
import io.tidegate.api.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** Does through the API what is asked by JMX. */
final class Hand {
    private static final Actor JMX = new Actor(
            "jmx",
            null,
            null,
            null,
            null,
            Set.of(Permission.DOCKS_SYNC, Permission.DOCKS_WRITE, Permission.OPERATIONS_WRITE),
            "jmx");

    private final Api api;
    private final Runnable afterwards;

    /** @param afterwards is called when something was done */
    Hand(Api api, Runnable afterwards) {
        this.api = api;
        this.afterwards = afterwards;
    }

    /**
     * Does it in an organization.
     *
     * @param path such as {@code /docks/12/pause}
     * @return what the API answers, as JSON
     * @throws IllegalStateException that says why it was not done
     */
    String act(long organization, String path) {
        ApiResponse response = api.handle(
                Presser.named(JMX).in(organization),
                new ApiRequest(
                        "POST",
                        path,
                        Map.of(),
                        Map.of("content-type", "application/json"),
                        "{}".getBytes(StandardCharsets.UTF_8)));
        String answer = new String(api.bytes(response), StandardCharsets.UTF_8);
        if (response.status() >= 400) {
            throw new IllegalStateException(answer);
        }
        afterwards.run();
        return answer;
    }
}
