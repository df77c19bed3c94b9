package io.tidegate.account.sign;

import io.tidegate.account.Email;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt to sign in is known by.
 *
 * @param person the e-mail that was said; what is none counts for all that are none
 * @param address where it comes from; of IPv6 the network, since one machine has as many addresses there as it likes
 */
record Attempt(String person, String address) {
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]*:[0-9a-f:.]*");
    private static final int NETWORK_GROUPS = 4;

    static Attempt of(@Nullable Email email, String address) {
        return new Attempt("person:" + (email == null ? "" : email.text()), "from:" + network(address));
    }

    List<String> keys() {
        return List.of(person, address);
    }

    /** @param address as {@link java.net.InetAddress} writes it: IPv6 with all its groups */
    private static String network(String address) {
        String[] groups = address.split(":", -1);
        return IPV6.matcher(address).matches() && groups.length > NETWORK_GROUPS
                ? String.join(":", List.of(groups).subList(0, NETWORK_GROUPS)) + "::/64"
                : address;
    }
}
