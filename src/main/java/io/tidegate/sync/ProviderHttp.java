package io.tidegate.sync;

import io.tidegate.vault.CredentialBook;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * How providers are called: no retries of its own, no redirects, no cookies, and an end to every wait. The message in a
 * route carries only the claim's name; the credential is put in its place as the request leaves, below Camel, where no
 * header dump, tracer or console can see it.
 */
public final class ProviderHttp implements HttpClientConfigurer, HttpRequestInterceptor {
    /** The header that names the claim whose credential the request needs. */
    static final String CREDENTIAL = "Tidegate-Credential";

    private static final Timeout WAIT = Timeout.of(30, TimeUnit.SECONDS);

    private final CredentialBook credentials;

    public ProviderHttp(CredentialBook credentials) {
        this.credentials = credentials;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        // The client's own retry of 429 and 503 sleeps in the thread and takes no permit; redirects would carry the
        // credential elsewhere; cookies would tie docks together.
        client.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("Tidegate")
                .addRequestInterceptorLast(this)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(WAIT)
                        .setResponseTimeout(WAIT)
                        .build());
    }

    @Override
    public void process(HttpRequest request, @Nullable EntityDetails entity, HttpContext context) {
        Header named = request.getFirstHeader(CREDENTIAL);
        request.removeHeaders(CREDENTIAL);
        String token = named == null ? null : credentials.find(named.getValue());
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
    }
}
