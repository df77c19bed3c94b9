package io.tidegate.sync;

import io.tidegate.egress.Egress;
import io.tidegate.oauth.AccessTokens;
import io.tidegate.signing.RequestSigner;
import io.tidegate.vault.AccessToken;
import io.tidegate.vault.CredentialBook;
import io.tidegate.vault.OpenCredentials;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.util.Timeout;

/**
 * How providers are called: no retries of its own, no redirects, no cookies, and an end to every wait. The message in a
 * route carries only the claim's name; the credential is put in its place as the request leaves, below Camel, where no
 * header dump, tracer or console can see it.
 */
public final class ProviderHttp implements HttpClientConfigurer {
    /** The header that names the claim whose credential the request needs. */
    public static final String CREDENTIAL = "Tidegate-Credential";

    /** The header of an answer that says by its mark which access token the request was sent with. */
    public static final String ACCESS_TOKEN = "Tidegate-Access-Token";

    private static final Timeout CONNECT = Timeout.of(10, TimeUnit.SECONDS);
    /** The header that says when the request's permit was asked for, in this process's nanoseconds. */
    static final String ASKED = "Tidegate-Asked";

    /**
     * A process that stood still since, as one that was stopped does, may have lost its run and its permit to another:
     * it sends nothing.
     */
    private static final long STILL_NANOS = TimeUnit.SECONDS.toNanos(4);

    private static final Timeout WAIT = Timeout.of(30, TimeUnit.SECONDS);

    private final Egress egress;
    private final CredentialBook credentials;
    private final AccessTokens tokens;

    public ProviderHttp(Egress egress, CredentialBook credentials, AccessTokens tokens) {
        this.egress = egress;
        this.credentials = credentials;
        this.tokens = tokens;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        egress.guard(client, CONNECT);
        // The client's own retry of 429 and 503 sleeps in the thread and takes no permit; redirects would carry the
        // credential elsewhere; cookies would tie docks together.
        client.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("Tidegate")
                .addExecInterceptorFirst("end", ProviderHttp::end)
                .addExecInterceptorFirst("credential", this::sign)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(WAIT)
                        .setResponseTimeout(WAIT)
                        .build());
    }

    /** A body that is closed before its end ends its connection: reading the rest could take for ever. */
    private static ClassicHttpResponse end(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse response = chain.proceed(request, scope);
        HttpEntity body = response.getEntity();
        if (body != null && body.isStreaming()) {
            response.setEntity(new Droppable(body, scope.execRuntime));
        }
        return response;
    }

    /** The client works on a copy of the request that Camel holds: nothing that is put in here comes back there. */
    private ClassicHttpResponse sign(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Header named = request.getFirstHeader(CREDENTIAL);
        request.removeHeaders(CREDENTIAL);
        Header asked = request.getFirstHeader(ASKED);
        request.removeHeaders(ASKED);
        if (asked != null && System.nanoTime() - Long.parseLong(asked.getValue()) > STILL_NANOS) {
            throw new InterruptedIOException("this process stood still before the request was sent");
        }
        OpenCredentials open = named == null ? null : credentials.find(named.getValue());
        AccessToken token = open == null ? null : tokens.current(open);
        if (open != null) {
            RequestSigner.sign(request, open, token == null ? null : token.value());
        }
        ClassicHttpResponse response = chain.proceed(request, scope);
        response.removeHeaders(ACCESS_TOKEN);
        if (token != null) {
            response.setHeader(ACCESS_TOKEN, token.mark());
        }
        return response;
    }

    private static final class Droppable extends HttpEntityWrapper {
        private final ExecRuntime connection;

        Droppable(HttpEntity body, ExecRuntime connection) {
            super(body);
            this.connection = connection;
        }

        @Override
        public InputStream getContent() throws IOException {
            return new FilterInputStream(super.getContent()) {
                private boolean ended;

                @Override
                public int read() throws IOException {
                    int read = super.read();
                    ended = read < 0;
                    return read;
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    int read = super.read(buffer, offset, length);
                    ended = read < 0;
                    return read;
                }

                @Override
                public void close() throws IOException {
                    if (ended) {
                        super.close();
                    } else {
                        connection.discardEndpoint();
                    }
                }
            };
        }
    }
}
