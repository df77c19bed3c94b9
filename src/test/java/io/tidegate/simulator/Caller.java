package io.tidegate.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** A plain client that asks as an integrator's script would. */
final class Caller {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String baseUrl;
    private final String token;

    Caller(String baseUrl, String token) {
        this.baseUrl = baseUrl;
        this.token = token;
    }

    HttpResponse<String> get(String pathOrUrl) {
        String url = pathOrUrl.startsWith("http") ? pathOrUrl : baseUrl + pathOrUrl;
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonNode json(String pathOrUrl) {
        try {
            return JSON.readTree(get(pathOrUrl).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All records of a list, by next links or cursors. */
    List<JsonNode> all(String path, String array) {
        List<JsonNode> records = new ArrayList<>();
        String next = path;
        while (!next.isEmpty()) {
            JsonNode page = json(next);
            page.path(array).forEach(records::add);
            String cursor = page.at("/meta/next").asText("");
            next = cursor.isEmpty() || cursor.equals("null")
                    ? page.at("/links/pages/next").asText("")
                    : path + "?cursor=" + cursor;
        }
        return records;
    }
}
