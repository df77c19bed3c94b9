package io.tidegate.egress;

import io.tidegate.config.address.AllowedHost;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is at an address, as far as its bits tell. */
enum AddressKind {
    PUBLIC,
    /** This machine. */
    LOOPBACK,
    /** Of a network inside, a carrier's or a benchmark's, or behind a tunnel. */
    PRIVATE,
    /** Where clouds serve credentials to whoever asks. */
    LINK_LOCAL,
    UNSPECIFIED,
    MULTICAST,
    RESERVED;

    private record Network(AllowedHost range, AddressKind kind) {
        static Network of(String text, AddressKind kind) {
            return new Network(AllowedHost.of(text), kind);
        }
    }

    /** IPv6 networks whose addresses stand for an IPv4 one, which begins at that byte. */
    private record Stands(AllowedHost range, int at) {
        static Stands of(String text, int at) {
            return new Stands(AllowedHost.of(text), at);
        }
    }

    /** The registries of special-purpose addresses (RFC 6890); the first that holds an address counts. */
    private static final List<Network> NETWORKS = List.of(
            Network.of("0.0.0.0/8", UNSPECIFIED),
            Network.of("10.0.0.0/8", PRIVATE),
            Network.of("100.64.0.0/10", PRIVATE),
            Network.of("127.0.0.0/8", LOOPBACK),
            Network.of("169.254.0.0/16", LINK_LOCAL),
            Network.of("172.16.0.0/12", PRIVATE),
            Network.of("192.0.0.0/24", PRIVATE),
            Network.of("192.168.0.0/16", PRIVATE),
            Network.of("198.18.0.0/15", PRIVATE),
            Network.of("224.0.0.0/4", MULTICAST),
            Network.of("240.0.0.0/4", RESERVED),
            Network.of("::", UNSPECIFIED),
            Network.of("::1", LOOPBACK),
            Network.of("64:ff9b:1::/48", PRIVATE),
            Network.of("2001::/32", PRIVATE),
            Network.of("fc00::/7", PRIVATE),
            Network.of("fec0::/10", PRIVATE),
            Network.of("fe80::/10", LINK_LOCAL),
            Network.of("ff00::/8", MULTICAST));

    /** Compatible, translated, NAT64, 6to4. Java itself reads mapped ones (::ffff:…) as IPv4. */
    private static final List<Stands> STAND_FOR_IPV4 = List.of(
            Stands.of("::/96", 12),
            Stands.of("::ffff:0:0:0/96", 12),
            Stands.of("64:ff9b::/96", 12),
            Stands.of("2002::/16", 2));

    private static final AllowedHost GLOBAL = AllowedHost.of("2000::/3");

    /** An IPv6 address that stands for an IPv4 one is what that one is. */
    static AddressKind of(InetAddress address) {
        for (Network network : NETWORKS) {
            if (network.range.holds(address)) {
                return network.kind;
            }
        }
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return PUBLIC;
        }
        for (Stands stands : STAND_FOR_IPV4) {
            if (stands.range.holds(address)) {
                return embedded(bytes, stands.at);
            }
        }
        boolean isatap = (bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && (bytes[11] & 0xff) == 0xfe;
        if (isatap) {
            return embedded(bytes, 12);
        }
        return GLOBAL.holds(address) ? PUBLIC : RESERVED;
    }

    private static AddressKind embedded(byte[] bytes, int at) {
        try {
            return of(InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** For messages, as in "a private address". */
    String words() {
        String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
        return (this == UNSPECIFIED ? "an " : "a ") + word + " address";
    }
}
