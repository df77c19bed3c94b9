package io.tidegate.signing;

import io.tidegate.provider.access.Authentication;
import io.tidegate.provider.access.Authentication.ApiKey;
import io.tidegate.provider.access.Authentication.Basic;
import io.tidegate.vault.Credentials;
import io.tidegate.vault.OpenCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;

/** Signs requests with secrets that need no answer of their own first. */
public final class RequestSigner {
    private RequestSigner() {}

    /**
     * Puts the secrets into a request; without them it goes as it is.
     *
     * @param accessToken what was got with the secrets, where that is what is sent
     * @throws io.tidegate.provider.failure.RejectedException when the request has no place for them
     */
    public static void sign(ClassicHttpRequest request, OpenCredentials open, @Nullable String accessToken)
            throws IOException {
        Authentication authentication = open.authentication();
        Credentials credentials = open.credentials();
        String token = accessToken == null ? credentials.find(Authentication.TOKEN) : accessToken;
        if (authentication instanceof Basic) {
            String user = credentials.find(Authentication.USER);
            if (user != null) {
                String password = credentials.find(Authentication.PASSWORD);
                request.setHeader("Authorization", basic(user, password == null ? "" : password));
            }
        } else if (token == null || authentication instanceof Authentication.None) {
            return;
        } else if (authentication instanceof ApiKey key) {
            put(request, key, key.value(token));
        } else {
            request.setHeader("Authorization", "Bearer " + token);
        }
    }

    private static String basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    private static void put(ClassicHttpRequest request, ApiKey key, String value) throws IOException {
        switch (key.place()) {
            case HEADER -> request.setHeader(key.name(), value);
            case QUERY -> request.setPath(RequestFields.inQuery(request.getPath(), key.name(), value));
            case COOKIE -> {
                Header cookies = request.getFirstHeader("Cookie");
                String before = cookies == null ? "" : cookies.getValue() + "; ";
                request.setHeader("Cookie", before + key.name() + "=" + value);
            }
            case BODY -> RequestFields.intoBody(request, key.name(), value);
        }
    }
}
