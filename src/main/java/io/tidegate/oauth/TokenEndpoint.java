package io.tidegate.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.budget.RateLimitHeaders;
import io.tidegate.egress.Egress;
import io.tidegate.provider.access.Authentication;
import io.tidegate.provider.access.OAuthGrant;
import io.tidegate.provider.failure.InvalidResponseException;
import io.tidegate.provider.failure.LimitedException;
import io.tidegate.provider.failure.ProviderException;
import io.tidegate.provider.failure.RejectedException;
import io.tidegate.provider.failure.TransientException;
import io.tidegate.provider.failure.UnauthorizedException;
import io.tidegate.vault.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Asks token URLs: one POST, without redirects, with an end to every wait and to every answer. */
public final class TokenEndpoint {
    /** Until the last byte. The token's row is locked meanwhile, see {@link TokenStore}. */
    static final Duration LONGEST = Duration.ofSeconds(20);

    private static final int MOST_BYTES = 256 << 10;
    private static final Duration UNSAID = Duration.ofMinutes(1);
    /** Refusals that the same secrets would get again. */
    private static final Set<String> REFUSED = Set.of(
            "invalid_grant",
            "invalid_client",
            "unauthorized_client",
            "access_denied",
            "bad_refresh_token",
            "incorrect_client_credentials");

    private static final Set<String> GRANT = Set.of("invalid_grant", "bad_refresh_token");

    private final Egress egress;
    private final InstantSource clock;
    private final Duration longest;
    private @Nullable CloseableHttpClient client;

    /** What a token URL answered. */
    private record Heard(int status, @Nullable String retryAfter, JsonNode tree) {}

    /** @param egress whom it may ask */
    public TokenEndpoint(Egress egress, InstantSource clock) {
        this(egress, clock, LONGEST);
    }

    /** @param longest how long an answer may take */
    TokenEndpoint(Egress egress, InstantSource clock, Duration longest) {
        this.egress = egress;
        this.clock = clock;
        this.longest = longest;
    }

    /** Made when it is first needed: most nodes need none, and it takes its time. */
    private synchronized CloseableHttpClient client() {
        CloseableHttpClient made = client;
        if (made == null) {
            HttpClientBuilder builder = HttpClientBuilder.create()
                    .disableAutomaticRetries()
                    .disableRedirectHandling()
                    .disableCookieManagement()
                    .disableAuthCaching()
                    .disableContentCompression()
                    .setUserAgent("Tidegate");
            egress.guard(builder, Timeout.of(longest));
            made = builder.build();
            client = made;
        }
        return made;
    }

    /**
     * Asks for an access token.
     *
     * @param credentials the newest refresh token among them, where it is one's grant
     * @param dock for messages
     * @throws ProviderException when there is none to be had: see the classes for what follows
     */
    TokenAnswer ask(OAuthGrant grant, URI url, Credentials credentials, long dock) {
        Heard heard = send(request(grant, url, credentials));
        int status = heard.status();
        JsonNode tree = heard.tree();
        String code = TokenReader.code(tree);
        if (status >= 200
                && status <= 299
                && (code.isEmpty() || tree.at(grant.answer().accessToken()).isTextual())) {
            return TokenReader.read(tree, status, grant.answer());
        }
        String words = credentials.hide(TokenReader.words(tree));
        String said = "the token URL answered " + status
                + (code.isEmpty() ? "" : " (" + credentials.hide(code) + (words.isEmpty() ? "" : ": " + words) + ")");
        if (status == 429) {
            throw new LimitedException(status, retryAt(heard.retryAfter()), said, true);
        } else if (status >= 500 || status == 408) {
            throw new TransientException("HTTP_" + status, status, said);
        } else if (REFUSED.contains(code) || status == 401) {
            throw new UnauthorizedException(status, said + ". " + advice(code, grant, dock));
        } else if (status < 400) {
            throw new InvalidResponseException(status, status < 300 ? said : said + ", and redirects are not followed");
        }
        throw new RejectedException(status, said);
    }

    private static String advice(String code, OAuthGrant grant, long dock) {
        boolean refresh = grant.kind() == OAuthGrant.Kind.REFRESH_TOKEN && GRANT.contains(code);
        String secret = refresh ? Authentication.REFRESH_TOKEN : Authentication.CLIENT_SECRET;
        String what = refresh
                ? "The refresh token is no longer good: let its owner agree anew, and give the dock the new one"
                : "The client's id or secret is refused: give the dock valid ones";
        return what + " with `tidegate dock set " + dock + " --secret " + secret + "=file:PATH`.";
    }

    private Instant retryAt(@Nullable String text) {
        Instant now = clock.instant();
        Instant said = text == null ? null : RateLimitHeaders.in(text, now);
        return said == null || !said.isAfter(now) ? now.plus(UNSAID) : said;
    }

    /** In a thread of its own: nothing else ends a wait for bytes that drip in. */
    private Heard send(HttpPost request) {
        CloseableHttpClient sender = client();
        CompletableFuture<Heard> sent =
                CompletableFuture.supplyAsync(() -> exchange(sender, request), TokenEndpoint::start);
        try {
            return sent.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TransientException(
                    "TIMEOUT", 0, "the token URL did not answer within " + longest.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientException("UNKNOWN_ERROR", 0, "interrupted while the token URL was asked");
        } catch (ExecutionException e) {
            throw failure(Objects.requireNonNull(e.getCause()));
        } finally {
            request.cancel();
        }
    }

    private static void start(Runnable exchange) {
        Thread thread = new Thread(exchange, "token-url");
        thread.setDaemon(true);
        thread.start();
    }

    private static Heard exchange(CloseableHttpClient sender, HttpPost request) {
        try {
            return sender.execute(request, response -> {
                Header retry = response.getFirstHeader("Retry-After");
                return new Heard(
                        response.getCode(), retry == null ? null : retry.getValue(), tree(response.getEntity()));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(@Nullable HttpEntity entity) throws IOException {
        byte[] read = entity == null ? new byte[0] : entity.getContent().readNBytes(MOST_BYTES + 1);
        if (read.length > MOST_BYTES) {
            throw new InvalidResponseException(0, "the token URL answered with more than " + MOST_BYTES + " bytes");
        }
        return TokenReader.tree(read);
    }

    private static ProviderException failure(Throwable failure) {
        Throwable cause =
                failure instanceof UncheckedIOException && failure.getCause() != null ? failure.getCause() : failure;
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof ProviderException known) {
                return known;
            }
        }
        String words = cause instanceof java.net.ConnectException ? "cannot be reached" : "broke off";
        boolean timeout = cause instanceof ConnectTimeoutException;
        String code = timeout ? "ETIMEDOUT" : cause instanceof IOException ? "NETWORK_ERROR" : "UNKNOWN_ERROR";
        TransientException meant = new TransientException(
                code, 0, "the token URL " + words + " (" + cause.getClass().getSimpleName() + ")");
        meant.initCause(cause);
        return meant;
    }

    private static HttpPost request(OAuthGrant grant, URI url, Credentials credentials) {
        String id = Objects.requireNonNull(credentials.find(Authentication.CLIENT_ID));
        String secret = credentials.find(Authentication.CLIENT_SECRET);
        HttpPost request = new HttpPost(url);
        request.setHeader("Accept", "application/json");
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", grant.kind().name().toLowerCase(java.util.Locale.ROOT));
        if (grant.kind() == OAuthGrant.Kind.REFRESH_TOKEN) {
            form.put("refresh_token", Objects.requireNonNull(credentials.find(Authentication.REFRESH_TOKEN)));
        }
        form.putAll(grant.form());
        if (secret != null && grant.client() == OAuthGrant.Client.BASIC) {
            byte[] both = (encoded(id) + ":" + encoded(secret)).getBytes(StandardCharsets.US_ASCII);
            request.setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
        } else {
            form.put("client_id", id);
            if (secret != null) {
                form.put("client_secret", secret);
            }
        }
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        request.setEntity(new ByteArrayEntity(
                body.getBytes(StandardCharsets.US_ASCII), ContentType.create("application/x-www-form-urlencoded")));
        return request;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
