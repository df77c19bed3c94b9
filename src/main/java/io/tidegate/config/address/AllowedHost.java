package io.tidegate.config.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whom requests may reach although the address is not a public one: {@code db.internal}, {@code *.internal},
 * {@code 10.1.2.3} or {@code 10.0.0.0/8}.
 *
 * @param text as it was set, in lower case
 * @param network its first address; null where it is a name
 * @param bits how many bits of the network count
 */
public record AllowedHost(String text, @Nullable InetAddress network, int bits) {
    private static final String NAME = "(\\*\\.)?[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?";
    private static final String DECIMAL = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final String IPV4 = DECIMAL + "(\\." + DECIMAL + "){3}";
    private static final String IPV6 = "[0-9a-f:.]*:[0-9a-f:.]*";

    /** @throws IllegalArgumentException with what is wrong, never with the text */
    public static AllowedHost of(String text) {
        String entry = text.strip().toLowerCase(Locale.ROOT);
        String[] parts = entry.replaceAll("[\\[\\]]", "").split("/", 2);
        InetAddress address = literal(parts[0]);
        if (address == null) {
            if (!entry.matches(NAME) || entry.matches("[\\d.]+")) {
                throw new IllegalArgumentException("names no host");
            }
            return new AllowedHost(entry, null, 0);
        }
        int most = address.getAddress().length * 8;
        if (parts.length == 2 && (!parts[1].matches("\\d{1,3}") || Integer.parseInt(parts[1]) > most)) {
            throw new IllegalArgumentException("has a network of a wrong length");
        }
        return new AllowedHost(entry, address, parts.length == 2 ? Integer.parseInt(parts[1]) : most);
    }

    /** The address that a text is in its usual form, without asking anybody; null when it is none. */
    public static @Nullable InetAddress literal(String text) {
        if (!text.matches(IPV4) && !text.matches(IPV6)) {
            return null;
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** Whether it names that host. */
    public boolean names(String host) {
        return text.startsWith("*.") ? host.endsWith(text.substring(1)) : text.equals(host);
    }

    /** Whether that address is in its network. */
    public boolean holds(InetAddress address) {
        if (network == null) {
            return false;
        }
        byte[] all = network.getAddress();
        byte[] other = address.getAddress();
        if (all.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((all[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
