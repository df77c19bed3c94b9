package io.tidegate.console.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tidegate.access.Actor;
import io.tidegate.api.Api;
import io.tidegate.api.ApiJson;
import io.tidegate.api.ApiRequest;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks the API in the name of who looks: what they may not see there they do not see on a page either. */
public final class Asker {
    private volatile @Nullable Api api;

    /** From now on there is something to ask. */
    public void open(Api operations) {
        api = operations;
    }

    /** Whether there is anything to ask yet. */
    public boolean isOpen() {
        return api != null;
    }

    /**
     * What an operation answers: the record that REST would write as JSON; null where it answers nothing.
     *
     * @param path as below {@link Api#PREFIX}
     * @param query values that are null are left out
     * @param body what is sent, written as JSON; null for nothing
     * @throws Problem when it is not answered or not done, with why
     */
    @Nullable Object ask(Actor actor, String method, String path, Map<String, ?> query, @Nullable Object body) {
        Api operations = api;
        if (operations == null) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "Tidegate is starting; try again in a few seconds.");
        }
        Map<String, List<String>> said = new TreeMap<>();
        query.forEach((name, value) -> {
            if (value != null) {
                said.put(name, List.of(value.toString()));
            }
        });
        Map<String, String> headers = body == null ? Map.of() : Map.of("content-type", "application/json");
        ApiResponse response = operations.respond(actor, new ApiRequest(method, path, said, headers, bytes(body)));
        Object answer = response.json();
        if (answer instanceof Problem.Body problem && response.status() >= 400) {
            throw problem(problem);
        }
        return answer;
    }

    private static Problem problem(Problem.Body told) {
        Problem.Kind kind = Arrays.stream(Problem.Kind.values())
                .filter(each -> each.type().equals(told.type()))
                .findFirst()
                .orElse(Problem.Kind.INTERNAL);
        return new Problem(kind, told.detail(), told.errors());
    }

    private static byte[] bytes(@Nullable Object body) {
        try {
            return body == null ? new byte[0] : ApiJson.mapper().writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a body cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
