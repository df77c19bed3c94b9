package io.tidegate.console.sign;

import io.tidegate.config.address.Network;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Where a request comes from. Anybody can write X-Forwarded-For: it is believed from the right, each entry only as long
 * as whoever wrote it is a trusted proxy.
 */
final class ClientAddress {
    private static final String UNKNOWN = "unknown";

    private final List<Network> proxies;

    ClientAddress(List<Network> proxies) {
        this.proxies = proxies;
    }

    String of(HttpServerRequest request) {
        return of(
                request.remoteAddress().hostAddress(),
                String.join(",", request.headers().getAll("X-Forwarded-For")));
    }

    String of(String remote, String forwarded) {
        Optional<InetAddress> peer = Network.literal(remote.replaceFirst("%.*", ""));
        if (peer.isEmpty()) {
            return UNKNOWN;
        }
        InetAddress client = peer.get();
        String[] entries = forwarded.split(",", -1);
        for (int i = entries.length - 1; i >= 0 && trusted(client); i--) {
            Optional<InetAddress> before = Network.literal(entries[i].strip());
            if (before.isEmpty()) {
                break;
            }
            client = before.get();
        }
        return client.getHostAddress();
    }

    private boolean trusted(InetAddress address) {
        return proxies.stream().anyMatch(proxy -> proxy.contains(address));
    }
}
