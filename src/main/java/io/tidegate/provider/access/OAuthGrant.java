package io.tidegate.provider.access;

import com.fasterxml.jackson.core.JsonPointer;
import java.net.URI;
import java.util.Locale;
import java.util.Map;

/**
 * How an access token is got (RFC 6749).
 *
 * @param kind with which grant
 * @param tokenUrl where; with a slash at its begin it is below the provider's base URL
 * @param client how the client says who it is
 * @param singleUse whether each answer brings a new refresh token and ends the one it was got with
 * @param form what the request says beside grant and client, such as scope and audience
 * @param answer where the answer holds what
 */
public record OAuthGrant(
        Kind kind, String tokenUrl, Client client, boolean singleUse, Map<String, String> form, Answer answer) {
    /** The grants that need no person at the moment they are used. */
    public enum Kind {
        /** The client's own account (section 4.4). */
        CLIENT_CREDENTIALS,
        /** The account of someone who has agreed once (section 6). */
        REFRESH_TOKEN;

        /** The word that declares it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Where the client's id and secret stand (section 2.3.1). */
    public enum Client {
        BODY,
        BASIC
    }

    /** Pointers into the answer; lifetime in seconds. */
    public record Answer(JsonPointer accessToken, JsonPointer refreshToken, JsonPointer expiresIn) {
        /** As RFC 6749 has it. */
        public static final Answer STANDARD = new Answer(
                JsonPointer.compile("/access_token"),
                JsonPointer.compile("/refresh_token"),
                JsonPointer.compile("/expires_in"));
    }

    /** The token URL of a provider at this base URL. */
    public URI tokenUrl(URI baseUrl) {
        return URI.create(tokenUrl.startsWith("/") ? baseUrl + tokenUrl : tokenUrl);
    }
}
