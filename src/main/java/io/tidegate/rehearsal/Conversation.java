package io.tidegate.rehearsal;

import io.tidegate.sync.BodyReader;
import io.tidegate.sync.ProviderHttp;
import io.tidegate.sync.RequestBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/** Sends requests as the flow does: with its client, and its end to every wait and every body. */
final class Conversation implements AutoCloseable {

    private final CloseableHttpClient client;
    private final BodyReader bodies;

    /** An answer, whatever its status; header names in any case. */
    static final class Heard {
        private final int status;
        private final Map<String, String> headers;
        private final byte[] body;
        private final long millis;

        private Heard(int status, Map<String, String> headers, byte[] body, long millis) {
            this.status = status;
            this.headers = headers;
            this.body = body;
            this.millis = millis;
        }

        int status() {
            return status;
        }

        Map<String, String> headers() {
            return headers;
        }

        byte[] body() {
            return body;
        }

        long millis() {
            return millis;
        }
    }

    Conversation(ProviderHttp http, BodyReader bodies) {
        this.bodies = bodies;
        HttpClientBuilder builder = HttpClientBuilder.create();
        http.configureHttpClient(builder);
        client = builder.build();
    }

    Heard ask(RequestBuilder.Outgoing outgoing) throws IOException {
        ClassicRequestBuilder request =
                ClassicRequestBuilder.create(outgoing.method()).setUri(outgoing.target());
        outgoing.headers().forEach(request::setHeader);
        if (outgoing.body() != null) {
            request.setEntity(outgoing.body().getBytes(StandardCharsets.UTF_8), null);
        }
        ClassicHttpRequest built = request.build();
        long began = System.nanoTime();
        return client.execute(built, response -> heard(response, began));
    }

    private Heard heard(ClassicHttpResponse response, long began) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.merge(header.getName(), header.getValue(), (first, second) -> first + ", " + second);
        }
        InputStream stream =
                response.getEntity() == null ? null : response.getEntity().getContent();
        byte[] body = bodies.whole(stream);
        return new Heard(response.getCode(), headers, body, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
