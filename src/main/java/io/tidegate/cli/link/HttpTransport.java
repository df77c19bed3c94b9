package io.tidegate.cli.link;

import io.tidegate.api.Api;
import io.tidegate.cli.terminal.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The API of a server. */
final class HttpTransport implements Transport {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** The server itself may ask a provider whether it takes a dock's credentials. */
    private static final Duration ANSWER = Duration.ofSeconds(90);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final URI server;
    private final @Nullable String token;
    private final @Nullable String organization;

    /**
     * Makes it.
     *
     * @param server without a slash at its end
     * @param token null for none
     * @param organization slug of the one to act in; null: the token's
     * @throws CommandException when the token would travel in clear through a network
     */
    HttpTransport(URI server, @Nullable String token, @Nullable String organization) {
        if (token != null && "http".equals(server.getScheme()) && !isLoopback(server.getHost())) {
            throw CommandException.wrongUse("The token would travel in clear to " + server.getHost()
                    + ": name the server with https, or reach it through a tunnel at 127.0.0.1.");
        }
        this.server = server;
        this.token = token;
        this.organization = organization;
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    @Override
    public Told ask(Asked asked) {
        try {
            return told(send(asked));
        } catch (IOException first) {
            // A connection that broke: what was asked once happens once, see Idempotency-Key.
            boolean safe = asked.method().equals("GET") || asked.headers().containsKey("Idempotency-Key");
            if (!safe || first instanceof ConnectException) {
                throw unreachable(first);
            }
            try {
                return told(send(asked));
            } catch (IOException second) {
                throw unreachable(second);
            }
        }
    }

    private static Told told(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            return new Told(
                    response.statusCode(),
                    body.readAllBytes(),
                    response.headers().firstValue("ETag").orElse(null));
        }
    }

    @Override
    public Told stream(Asked asked, OutputStream out) throws IOException {
        HttpResponse<InputStream> response;
        try {
            response = send(asked);
        } catch (IOException e) {
            throw unreachable(e);
        }
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                return new Told(response.statusCode(), body.readAllBytes());
            }
            body.transferTo(out);
            return new Told(200, new byte[0]);
        }
    }

    @Override
    public boolean isLocal() {
        return false;
    }

    private HttpResponse<InputStream> send(Asked asked) throws IOException {
        String query = asked.query().entrySet().stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server + Api.PREFIX + asked.path() + (query.isEmpty() ? "" : "?" + query)))
                .timeout(ANSWER)
                .method(
                        asked.method(),
                        asked.body().length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(asked.body()));
        headers(asked).forEach(request::header);
        try {
            return client.send(request.build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("Interrupted while waiting for the server.");
        }
    }

    private Map<String, String> headers(Asked asked) {
        Map<String, String> headers = new java.util.TreeMap<>(asked.headers());
        if (asked.body().length > 0) {
            headers.putIfAbsent("Content-Type", "application/json");
        }
        if (token != null) {
            headers.put("Authorization", "Bearer " + token);
        }
        if (organization != null) {
            headers.put("Tidegate-Organization", organization);
        }
        return headers;
    }

    private CommandException unreachable(IOException e) {
        String said = e.getMessage();
        String reason = said == null ? "nobody listens there, or nobody knows that name" : said;
        return CommandException.failed("The server " + server + " does not answer (" + reason + ").");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
