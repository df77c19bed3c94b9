package io.tidegate.vault;

import io.tidegate.provider.access.Authentication;
import io.tidegate.provider.access.Authentication.ApiKey;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one claim's worker holds open: a dock's secrets, how they are used, and the access token that was got with them.
 * May be used by several threads at once.
 */
public final class OpenCredentials {
    private final Owner owner;
    private final Credentials credentials;
    private final Authentication authentication;
    private final URI baseUrl;
    private final Set<String> accessTokens = new LinkedHashSet<>();
    private @Nullable AccessToken token;
    private @Nullable String refused;

    OpenCredentials(Owner owner, Credentials credentials, Authentication authentication, URI baseUrl) {
        this.owner = owner;
        this.credentials = credentials;
        this.authentication = authentication;
        this.baseUrl = baseUrl;
    }

    public Owner owner() {
        return owner;
    }

    public Credentials credentials() {
        return credentials;
    }

    /** The one the dock uses, never a choice. */
    public Authentication authentication() {
        return authentication;
    }

    /** The provider's. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** The access token in use, or null when none was needed yet. */
    public synchronized @Nullable AccessToken token() {
        return token;
    }

    /** Uses another access token from now on. */
    public synchronized void use(AccessToken other) {
        token = other;
        accessTokens.add(other.value());
    }

    /** The mark of the last access token that the provider refused and that none worked since; null when there is none. */
    public synchronized @Nullable String refused() {
        return refused;
    }

    /**
     * The provider refused a request.
     *
     * @param mark that of the access token it was sent with
     * @return whether another access token is worth a try: not when this one had been got for that very reason
     */
    public synchronized boolean refuse(String mark) {
        if (refused != null && !refused.equals(mark)) {
            return false;
        }
        refused = mark;
        return true;
    }

    /** The provider took an access token. */
    public synchronized void accepted(String mark) {
        if (!mark.equals(refused)) {
            refused = null;
        }
    }

    /** A text in UTF-8 without the key that is sent in the URL, for providers whose links repeat what was asked. */
    public byte[] withoutUrlKey(byte[] text) {
        String key = credentials.find(Authentication.TOKEN);
        boolean inUrl = authentication instanceof ApiKey declared && declared.place() == ApiKey.Place.QUERY;
        return inUrl && key != null ? Credentials.without(text, key) : text;
    }

    /** A text without any secret of the dock. */
    synchronized String hide(String text) {
        String hidden = text;
        for (String value : accessTokens) {
            hidden = hidden.replace(value, "[redacted]");
        }
        return credentials.hide(hidden);
    }

    @Override
    public String toString() {
        return "OpenCredentials[" + owner + ", " + credentials + "]";
    }
}
