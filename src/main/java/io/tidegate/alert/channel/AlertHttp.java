package io.tidegate.alert.channel;

import io.tidegate.egress.Egress;
import io.tidegate.provider.failure.RejectedException;
import io.tidegate.vault.Vault;
import io.tidegate.vault.VaultException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a body to a channel's URL. The URL is a secret: it is opened here and nowhere above, so that no route, header dump
 * or console shows it.
 */
public final class AlertHttp {
    private static final Logger LOG = LoggerFactory.getLogger(AlertHttp.class);

    private static final Timeout CONNECT = Timeout.of(5, TimeUnit.SECONDS);
    private static final Timeout ANSWER = Timeout.of(10, TimeUnit.SECONDS);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    /** How many of a host's addresses are tried. */
    private static final int ADDRESSES = 3;

    /** More than are sent at once: a look-up of a name that nobody waits for any more may go on. */
    private static final int THREADS = 32;

    private static final int UNUSED_SECONDS = 30;

    private final Egress egress;
    private final Vault vault;
    private final InstantSource clock;
    private final Duration longest;
    private final ExecutorService senders;
    private @Nullable CloseableHttpClient client;

    /** @param egress whom it may ask */
    public AlertHttp(Egress egress, Vault vault, InstantSource clock) {
        this(egress, vault, clock, LONGEST);
    }

    /** @param longest how long an attempt takes, whatever the receiver does */
    AlertHttp(Egress egress, Vault vault, InstantSource clock, Duration longest) {
        this.egress = egress;
        this.vault = vault;
        this.clock = clock;
        this.longest = longest;
        this.senders =
                new ThreadPoolExecutor(0, THREADS, UNUSED_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "alert-http");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** What a receiver answered; its body is not read. */
    private record Answer(int status, @Nullable Duration pause) {}

    private static final class Heard {
        private volatile @Nullable Answer answer;
    }

    /** Made when it is first needed: most nodes need none. */
    private synchronized CloseableHttpClient client() {
        CloseableHttpClient made = client;
        if (made == null) {
            HttpClientBuilder builder = HttpClientBuilder.create();
            egress.guard(builder, CONNECT, ADDRESSES);
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
        Answer answer = send(request, outgoing);
        int status = answer.status();
        if (status < 200 || status > 299) {
            throw new UndeliveredException(status, "the receiver answered " + status, answer.pause());
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
        } catch (VaultException e) {
            // names keys, which are the operators' business
            LOG.warn("{}: {}", outgoing, e.getMessage());
            throw new UndeliveredException(
                    null, "what the channel holds cannot be opened: give its URL, and its secret if it has one, anew");
        } catch (RejectedException e) {
            throw refused(outgoing, e);
        }
    }

    private Answer send(HttpPost request, Outgoing outgoing) {
        Heard heard = new Heard();
        Throwable failure = null;
        try {
            senders.submit(() -> ask(request, heard)).get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            failure = e.getCause();
        } catch (TimeoutException | RejectedExecutionException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = e;
        }
        // nothing else ends a wait for bytes that drip in
        request.cancel();
        Answer answer = heard.answer;
        if (answer != null) {
            return answer;
        }
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof RejectedException rejected) {
                throw refused(outgoing, rejected);
            }
        }
        throw new UndeliveredException(null, words(failure));
    }

    private @Nullable Void ask(HttpPost request, Heard heard) throws IOException {
        return client().execute(request, response -> {
            heard.answer = new Answer(response.getCode(), pause(response.getFirstHeader(HttpHeaders.RETRY_AFTER)));
            // else the client reads the body to its end, which may never come
            request.cancel();
            return null;
        });
    }

    /** Seconds or a date; null where it is neither. */
    private @Nullable Duration pause(@Nullable Header retryAfter) {
        String text = retryAfter == null || retryAfter.getValue() == null
                ? ""
                : retryAfter.getValue().strip();
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        Instant until = DateUtils.parseStandardDate(text);
        return until == null || until.isBefore(clock.instant()) ? null : Duration.between(clock.instant(), until);
    }

    /** The same words whatever the address is: what is inside this network is nobody's business who may make channels. */
    private static UndeliveredException refused(Outgoing outgoing, RejectedException refused) {
        LOG.warn("{}: {}", outgoing, refused.getMessage());
        return new UndeliveredException(
                null,
                "the receiver may not be asked: it needs https and a public address, unless who runs Tidegate allows it"
                        + " with " + Egress.SETTING);
    }

    /** What the client says may hold the URL. */
    private static String words(@Nullable Throwable failure) {
        return "the receiver was not reached, or did not answer in time"
                + (failure == null ? "" : " (" + failure.getClass().getSimpleName() + ")");
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
