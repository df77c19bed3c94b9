package io.tidegate.sync;

import io.tidegate.provider.Provider;
import io.tidegate.provider.access.Authentication;
import io.tidegate.provider.failure.InvalidResponseException;
import io.tidegate.provider.failure.RejectedException;
import io.tidegate.provider.request.ProviderRequest;
import io.tidegate.record.PageStore;
import io.tidegate.record.PageStore.StoredPage;
import io.tidegate.run.Listing;
import io.tidegate.run.SyncRun;
import io.tidegate.vault.Sealed;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;
import org.jspecify.annotations.Nullable;

/** Builds the request for a listing's next page. Its credential is only named here; see {@link ProviderHttp}. */
public final class RequestBuilder {
    private final PageStore pages;

    public RequestBuilder(PageStore pages) {
        this.pages = pages;
    }

    /** @throws InvalidResponseException when the provider's next link leads to another origin than its base URL */
    public void build(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        Listing listing = Listing.of(exchange);
        Outgoing request = next(run, listing);
        URI target = request.target();
        Message message = exchange.getMessage();
        message.setBody(request.body() == null ? null : request.body().getBytes(StandardCharsets.UTF_8));
        // as the endpoint reads it: of a text, Camel would look for a converter with each request
        message.setHeader(Exchange.HTTP_METHOD, HttpMethods.valueOf(request.method()));
        message.setHeader(Exchange.HTTP_URI, target.toString());
        request.headers().forEach(message::setHeader);
        message.setHeader(ProviderHttp.ASKED, exchange.getProperty(ProviderHttp.ASKED));
        if (listing.type().list().conditional()) {
            String asked = asked(run, listing, target);
            StoredPage stored = pages.find(listing.list(), listing.pages() + 1, asked);
            listing.conditional().asks(asked, stored);
            if (stored != null) {
                message.setHeader("If-None-Match", stored.etag());
            }
        }
    }

    /**
     * The request for a listing's next page, apart from Camel.
     *
     * @throws RejectedException when the dock lacks a parameter that the declaration needs
     * @throws InvalidResponseException when the provider's next link leads to another origin than its base URL
     */
    public static Outgoing next(SyncRun run, Listing listing) {
        Provider.Access access = run.provider().access();
        ProviderRequest request = request(listing);
        URI target = target(access, run, request);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", listing.type().list().format().mediaType());
        if (request.contentType() != null) {
            headers.put(Exchange.CONTENT_TYPE, request.contentType());
        }
        headers.putAll(access.headers());
        headers.putAll(request.headers());
        if (!(access.authentication() instanceof Authentication.None)) {
            headers.put(ProviderHttp.CREDENTIAL, run.job().claim());
        }
        return new Outgoing(request.method(), target, headers, request.body());
    }

    /** A request as it is handed to {@link ProviderHttp}, which puts the credential in. */
    public record Outgoing(
            String method,
            URI target,
            Map<String, String> headers,
            @Nullable String body) {}

    /** All that an answer goes by: an ETag is good for the same question only, asked by the same account. */
    private static String asked(SyncRun run, Listing listing, URI target) {
        return String.join(
                "\n",
                target.toString(),
                listing.type().version(),
                new TreeMap<>(run.provider().access().headers()).toString(),
                new TreeMap<>(run.dock().parameters()).toString(),
                String.valueOf(Sealed.lasting(run.dock().access().sealed())));
    }

    /** @throws RejectedException when the dock lacks a parameter that the declaration needs */
    private static ProviderRequest request(Listing listing) {
        try {
            return listing.next();
        } catch (IllegalArgumentException e) {
            throw new RejectedException(0, "the request cannot be built: " + e.getMessage());
        }
    }

    private static URI target(Provider.Access access, SyncRun run, ProviderRequest request) {
        URI base;
        try {
            base = access.baseUrl(run.dock().parameters());
        } catch (IllegalArgumentException e) {
            throw new RejectedException(0, "the base URL " + access.base() + " cannot be used: " + e.getMessage());
        }
        return target(base, request.target());
    }

    /**
     * Where a path or link leads.
     *
     * @throws InvalidResponseException when that is another origin than the base URL's
     */
    public static URI target(URI base, String target) {
        URI link;
        try {
            link = URI.create(target.startsWith("/") ? base + target : target);
        } catch (IllegalArgumentException e) {
            throw new InvalidResponseException(200, "the next link is no URL");
        }
        if (!isOrigin(base, link)) {
            throw new InvalidResponseException(
                    200,
                    "the next link leads to " + link.getScheme() + "://" + link.getHost() + ":" + port(link)
                            + ", not to " + base + "; the credential does not follow it");
        }
        return link;
    }

    private static boolean isOrigin(URI base, URI link) {
        return link.getRawUserInfo() == null
                && link.getHost() != null
                && base.getScheme().equalsIgnoreCase(link.getScheme())
                && base.getHost().equalsIgnoreCase(link.getHost())
                && port(base) == port(link);
    }

    private static int port(URI uri) {
        return uri.getPort() != -1 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
