package io.tidegate.sync;

import io.tidegate.provider.failure.InvalidResponseException;
import io.tidegate.run.SyncRun;
import io.tidegate.vault.CredentialBook;
import io.tidegate.vault.OpenCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Reads a provider's body into memory, up to a size and for a time; what is broken off there is worth another try. */
public final class BodyReader {
    private static final int MOST_BYTES = 32 << 20;
    private static final int MOST_ERROR_BYTES = 64 << 10;
    private static final String LINKS = "Link";
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final CredentialBook credentials;
    private final InstantSource clock;

    public BodyReader(CredentialBook credentials, InstantSource clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    /**
     * Puts the body's bytes in its stream's place, without a key that stood in the URL: links in it would bring it back.
     *
     * @throws InvalidResponseException when it is larger than 32 MiB
     * @throws IOException when it is cut off, or takes longer than two minutes
     */
    public void read(Exchange exchange) throws IOException {
        byte[] body = whole(exchange.getMessage().getBody(InputStream.class));
        OpenCredentials open = credentials.find(SyncRun.of(exchange).job().claim());
        exchange.getMessage().setBody(open == null ? body : open.withoutUrlKey(body));
        Object links = exchange.getMessage().getHeader(LINKS);
        if (open != null && links != null) {
            byte[] text = links.toString().getBytes(StandardCharsets.UTF_8);
            byte[] cleaned = open.withoutUrlKey(text);
            if (!Arrays.equals(text, cleaned)) {
                exchange.getMessage().setHeader(LINKS, new String(cleaned, StandardCharsets.UTF_8));
            }
        }
    }

    /**
     * The bytes of a body.
     *
     * @throws InvalidResponseException when it is larger than 32 MiB
     * @throws IOException when it is cut off, or takes longer than two minutes
     */
    public byte[] whole(@Nullable InputStream stream) throws IOException {
        byte[] body = read(stream, MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw new InvalidResponseException(200, "the body is larger than 32 MiB");
        }
        return body;
    }

    /** The beginning of an error's body, enough to find the provider's own words in. */
    byte[] readError(Exchange exchange) {
        try {
            return read(exchange.getMessage().getBody(InputStream.class), MOST_ERROR_BYTES);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private byte[] read(@Nullable InputStream stream, int most) throws IOException {
        if (stream == null) {
            return new byte[0];
        }
        try (InputStream body = stream) {
            Instant end = clock.instant().plus(LONGEST);
            java.io.ByteArrayOutputStream read = new java.io.ByteArrayOutputStream(1 << 15);
            byte[] buffer = new byte[1 << 15];
            int length = body.read(buffer);
            while (length >= 0 && read.size() < most) {
                read.write(buffer, 0, Math.min(length, most - read.size()));
                if (clock.instant().isAfter(end)) {
                    throw new SocketTimeoutException("the body took longer than two minutes");
                }
                length = body.read(buffer);
            }
            return read.toByteArray();
        }
    }
}
