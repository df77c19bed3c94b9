package io.tidegate.alert.channel;

import io.tidegate.vault.Credentials;
import io.tidegate.vault.Sealed;
import io.tidegate.vault.Vault;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a channel leads to, and what it signs with: both are secrets.
 *
 * @param secret null where it does not sign
 */
public record ChannelTarget(URI url, @Nullable String secret) {
    private static final String URL = "url";
    private static final String SECRET = "secret";

    /** Seals it for a channel. */
    public String seal(Vault vault, long organization, long channel) {
        Map<String, String> named = new TreeMap<>(Map.of(URL, url.toString()));
        if (secret != null) {
            named.put(SECRET, secret);
        }
        return vault.sealForChannel(new Credentials(named).text(), organization, channel)
                .toJson();
    }

    /**
     * Opens what was sealed for a channel.
     *
     * @throws io.tidegate.vault.VaultException when another master key, another channel or a change is in the way
     */
    public static ChannelTarget open(Vault vault, String sealed, long organization, long channel) {
        Credentials named = Credentials.ofText(vault.openForChannel(Sealed.fromJson(sealed), organization, channel));
        String url = named.find(URL);
        return new ChannelTarget(URI.create(url == null ? "" : url), named.find(SECRET));
    }

    /** Scheme and host, which tell no secret. */
    public String shown() {
        return url.getScheme() + "://" + url.getRawAuthority() + "/…";
    }

    @Override
    public String toString() {
        return "ChannelTarget[***]";
    }
}
