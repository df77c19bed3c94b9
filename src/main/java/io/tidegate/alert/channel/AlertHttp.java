package io.tidegate.alert.channel;

import io.tidegate.egress.Egress;
import io.tidegate.provider.failure.RejectedException;
import io.tidegate.vault.Vault;
import io.tidegate.vault.VaultException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends a body to a channel's URL. The URL is a secret: it is opened here and nowhere above, so that no route, header dump
 * or console shows it.
 */
public final class AlertHttp {
    private static final Timeout CONNECT = Timeout.of(5, TimeUnit.SECONDS);
    private static final Timeout ANSWER = Timeout.of(10, TimeUnit.SECONDS);
    private static final long LONGEST_SECONDS = 15;

    private final Egress egress;
    private final Vault vault;
    private final InstantSource clock;
    private @Nullable CloseableHttpClient client;

    /** @param egress whom it may ask */
    public AlertHttp(Egress egress, Vault vault, InstantSource clock) {
        this.egress = egress;
        this.vault = vault;
        this.clock = clock;
    }

    /** Made when it is first needed: most nodes need none. */
    private synchronized CloseableHttpClient client() {
        CloseableHttpClient made = client;
        if (made == null) {
            HttpClientBuilder builder = HttpClientBuilder.create();
            egress.guard(builder, CONNECT);
            made = builder.disableAutomaticRetries()
                    .disableRedirectHandling()
                    .disableCookieManagement()
                    .disableAuthCaching()
                    .setUserAgent("Tidegate")
                    .setDefaultRequestConfig(RequestConfig.custom()
                            .setConnectionRequestTimeout(ANSWER)
                            .setResponseTimeout(ANSWER)
                            .build())
                    .build();
            client = made;
        }
        return made;
    }

    /**
     * Posts the body as JSON, signed where the channel signs.
     *
     * @throws UndeliveredException when no good answer came
     */
    public void post(Exchange exchange) {
        Outgoing outgoing = AlertOutbox.outgoing(exchange);
        String body = exchange.getMessage().getBody(String.class);
        ChannelTarget target = target(outgoing);
        HttpPost request = new HttpPost(target.url());
        request.setHeader("Tidegate-Delivery", outgoing.delivery());
        if (target.secret() != null) {
            request.setHeader(
                    "Tidegate-Signature",
                    signature(target.secret(), clock.instant().getEpochSecond(), body));
        }
        request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        int status = send(request);
        if (status < 200 || status > 299) {
            throw new UndeliveredException(status, "the receiver answered " + status);
        }
        exchange.setProperty(AlertOutbox.STATUS, status);
    }

    private ChannelTarget target(Outgoing outgoing) {
        String sealed = outgoing.to().sealed();
        if (sealed == null) {
            throw new UndeliveredException(null, "the channel has no URL: set it anew");
        }
        try {
            ChannelTarget target = ChannelTarget.open(
                    vault, sealed, outgoing.to().organization(), outgoing.to().channel());
            egress.check(target.url());
            return target;
        } catch (VaultException | RejectedException e) {
            throw new UndeliveredException(null, String.valueOf(e.getMessage()));
        }
    }

    private int send(HttpPost request) {
        // nothing else ends a wait for bytes that drip in
        CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS).execute(request::cancel);
        try {
            return client().execute(request, response -> {
                int status = response.getCode();
                // nobody reads what it says
                response.close();
                return status;
            });
        } catch (IOException | RuntimeException e) {
            throw new UndeliveredException(null, words(e));
        }
    }

    /** What the client says may hold the URL. */
    private static String words(Throwable failure) {
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof RejectedException refused) {
                return String.valueOf(refused.getMessage());
            }
        }
        return "the receiver was not reached, or did not answer ("
                + failure.getClass().getSimpleName() + ")";
    }

    /** {@code t=<unix seconds>,v1=<hex>}: HMAC-SHA256 over {@code t.body}. */
    static String signature(String secret, long seconds, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] sum = mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("HmacSHA256 is part of Java", e);
        }
    }
}
