package io.tidegate.client.gateway;

import io.tidegate.client.TokenSupplier;
import io.tidegate.client.json.Json;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.InvalidOpException;
import io.tidegate.protocol.JsonFields;
import io.tidegate.protocol.wire.SyncException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Calls Tidegate's endpoints with a token, which is fetched anew once where it is refused. */
final class Calls {
    private static final int UNAUTHORIZED = 401;
    private static final int MOST_DIGITS = 6;

    private final URI base;
    private final TokenSupplier tokens;
    private final HttpClient http;

    /** @param base of the server, as in {@code https://tidegate.example} */
    Calls(URI base, TokenSupplier tokens, HttpClient http) {
        this.base = base;
        this.tokens = tokens;
        this.http = http;
    }

    /**
     * @throws SyncException when it was refused
     * @throws UncheckedIOException when the server was not reached
     */
    JsonFields json(String method, String path, @Nullable Object body, Duration timeout) {
        try (InputStream answer =
                open(method, path, body, timeout, "application/json").body()) {
            String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            return Json.fields(text.isBlank() ? "{}" : text, "an answer");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidOpException e) {
            throw new SyncException(
                    Code.SERVER_ERROR, "the server's answer is not what was asked for: " + e.getMessage());
        }
    }

    /**
     * The same with a body that is read as it comes; whoever calls closes it.
     *
     * @param timeout until its head is there
     */
    HttpResponse<InputStream> open(String method, String path, @Nullable Object body, Duration timeout, String accept) {
        BodyPublisher publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(Json.write(body));
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(timeout)
                .header("Accept", accept)
                .header("Content-Type", "application/json")
                .method(method, publisher);
        String token = token(null);
        HttpResponse<InputStream> response = send(request, token);
        if (response.statusCode() == UNAUTHORIZED) {
            close(response);
            String fresh = token(token);
            if (!fresh.equals(token)) {
                response = send(request, fresh);
            }
        }
        if (response.statusCode() / 100 != 2) {
            throw refusal(response);
        }
        return response;
    }

    private String token(@Nullable String refused) {
        String token = tokens.token(TokenSupplier.GATEWAY, refused);
        if (token == null) {
            throw new SyncException(Code.UNAUTHORIZED, "nobody is signed in: there is no token");
        }
        return token;
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request, String token) {
        try {
            return http.send(
                    request.setHeader("Authorization", "Bearer " + token).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted"));
        }
    }

    private static SyncException refusal(HttpResponse<InputStream> response) {
        int status = response.statusCode();
        Code code = code(status);
        String error = "the server answered " + status;
        try (InputStream body = response.body()) {
            JsonFields fields = Json.fields(new String(body.readAllBytes(), StandardCharsets.UTF_8), "an answer");
            String said = fields.textOrNull("errorCode");
            code = said == null ? code : Code.of(said);
            String why = fields.textOrNull("error");
            error = why == null ? error : why;
        } catch (IOException | InvalidOpException e) {
            // a proxy's page, or nothing: the status says enough
            error = "the server answered " + status + " and did not say why";
        }
        return new SyncException(code, error, retryAfter(response));
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        String seconds = response.headers().firstValue("Retry-After").orElse("");
        boolean number = !seconds.isEmpty()
                && seconds.length() <= MOST_DIGITS
                && seconds.chars().allMatch(each -> each >= '0' && each <= '9');
        return number ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }

    private static Code code(int status) {
        return switch (status) {
            case 401, 403 -> Code.UNAUTHORIZED;
            case 404 -> Code.NOT_FOUND;
            case 409 -> Code.CONFLICT;
            case 410 -> Code.SNAPSHOT_REQUIRED;
            case 413 -> Code.OVERSIZED;
            case 429 -> Code.RATE_LIMITED;
            case 400, 415, 422 -> Code.VALIDATION_ERROR;
            // of a proxy or a redirect: not what the endpoints say, and it may pass
            default -> Code.SERVER_ERROR;
        };
    }

    static void close(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
