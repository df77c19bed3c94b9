package io.tidegate.sync;

import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.util.Timeout;

/** How providers are called: no retries of its own, no redirects, no cookies, and an end to every wait. */
public final class ProviderHttp implements HttpClientConfigurer {
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
                .addRequestInterceptorLast(credentials)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(WAIT)
                        .setResponseTimeout(WAIT)
                        .build());
    }
}
