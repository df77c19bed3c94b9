package io.tidegate.config.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A network, or one address.
 *
 * @param bits how many of the address's first bits count
 */
public record Network(InetAddress address, int bits) {
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 =
            Pattern.compile("(?=.*:)[0-9A-Fa-f:]{2,39}(?:(?<=:)\\d{1,3}(?:\\.\\d{1,3}){3})?");
    private static final int MOST_DIGITS = 3;

    /**
     * Reads one such as {@code 10.0.0.7}, {@code 192.168.0.0/16} or {@code fd00::/8}.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = literal(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException("holds what is no address"));
        int all = address.getAddress().length * Byte.SIZE;
        String count = slash < 0 ? Integer.toString(all) : text.substring(slash + 1);
        boolean number = count.matches("\\d{1," + MOST_DIGITS + "}");
        if (!number || Integer.parseInt(count) > all) {
            throw new IllegalArgumentException("holds a network whose size is not 0 to " + all);
        }
        return new Network(address, Integer.parseInt(count));
    }

    /** The address that is written there, or empty when it is a name or anything else. */
    public static Optional<InetAddress> literal(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether an address lies in it. */
    public boolean contains(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
