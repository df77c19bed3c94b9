package io.tidegate.egress;

import io.tidegate.config.Settings;
import io.tidegate.config.address.AllowedHost;
import io.tidegate.provider.Provider;
import io.tidegate.provider.failure.RejectedException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.util.Timeout;

/** Whom requests may reach: every public address, and what an administrator named. */
public final class Egress {
    /** The code of what it refuses, in the monitoring tables. */
    public static final String CODE = "FORBIDDEN_ADDRESS";

    /** The setting that allows a host. */
    public static final String SETTING = "tidegate.egress.allow";

    private static final String BASE_URL = "tidegate\\.provider\\.[^.]+\\.base-url";
    private static final int MOST_CONNECTIONS = 200;
    private static final int MOST_TO_ONE_HOST = 20;

    private final List<AllowedHost> allowed;
    private final DnsResolver names;

    private Egress(Collection<AllowedHost> allowed, DnsResolver names) {
        this.allowed = List.copyOf(allowed);
        this.names = names;
    }

    /** @param names asked for the addresses of hosts */
    static Egress of(Collection<AllowedHost> allowed, DnsResolver names) {
        return new Egress(allowed, names);
    }

    /** Public addresses alone. */
    public static Egress ofPublic() {
        return new Egress(List.of(), SystemDefaultDnsResolver.INSTANCE);
    }

    /** What the settings allow: the hosts of {@code tidegate.egress.allow} and of every {@code …base-url}. */
    public static Egress of(Settings settings) {
        return of(settings, settings.routeProperties());
    }

    /** @param routeProperties in the place of those of the settings: the demo's provider is named in them */
    public static Egress of(Settings settings, Map<String, String> routeProperties) {
        Egress egress = new Egress(settings.egress(), SystemDefaultDnsResolver.INSTANCE);
        for (Map.Entry<String, String> property : routeProperties.entrySet()) {
            if (property.getKey().matches(BASE_URL)) {
                egress = egress.with(URI.create(property.getValue()));
            }
        }
        return egress;
    }

    /** The same with one more host, by its name alone. */
    public Egress with(URI url) {
        List<AllowedHost> more = new ArrayList<>(allowed);
        if (url.getHost() != null) {
            more.add(new AllowedHost(name(url.getHost()), null, 0));
        }
        return new Egress(more, names);
    }

    /**
     * Refuses what is known to be refused without asking anybody: an address that is not allowed, and a host of a dock's
     * own choice without TLS.
     *
     * @param parameters the dock's
     * @throws RejectedException with what is refused, why, and how to allow it
     * @throws IllegalArgumentException when the parameters make no base URL
     */
    public void check(Provider.Access access, Map<String, String> parameters) {
        check(access.baseUrl(parameters), !access.base().names().isEmpty());
    }

    /**
     * The same of a URL that somebody chose, such as an alert channel's.
     *
     * @throws RejectedException with what is refused, why, and how to allow it
     * @throws IllegalArgumentException when it names no host
     */
    public void check(URI url) {
        if (url.getHost() == null) {
            throw new IllegalArgumentException("names no host");
        }
        check(url, true);
    }

    private void check(URI base, boolean chosen) {
        String host = name(base.getHost());
        if (isNamed(host)) {
            return;
        }
        InetAddress literal = AllowedHost.literal(host);
        if (literal != null) {
            judge(host, literal);
        }
        boolean named = literal != null && allowed.stream().anyMatch(each -> each.holds(literal));
        if ("http".equals(base.getScheme()) && chosen && !named) {
            throw new RejectedException(
                    CODE, host + " would be asked without TLS, and it is not named by the settings: " + allow(host));
        }
    }

    /** Lets a client reach nothing else, over no proxy: whoever connects in our place looks names up himself. */
    public void guard(HttpClientBuilder client, Timeout connect) {
        guard(client, connect, Integer.MAX_VALUE);
    }

    /** @param addresses how many of a host's are tried, one after the other */
    public void guard(HttpClientBuilder client, Timeout connect, int addresses) {
        client.setRoutePlanner(new DefaultRoutePlanner(null))
                .setConnectionManagerShared(false)
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Resolver(addresses))
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .setMaxConnPerRoute(MOST_TO_ONE_HOST)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .build())
                        .build());
    }

    private boolean isNamed(String host) {
        return allowed.stream().anyMatch(each -> each.names(host));
    }

    private void judge(String host, InetAddress address) {
        AddressKind kind = AddressKind.of(address);
        if (kind != AddressKind.PUBLIC && allowed.stream().noneMatch(each -> each.holds(address))) {
            throw new RejectedException(CODE, host + " is at " + kind.words() + ", which is not asked: " + allow(host));
        }
    }

    private static String allow(String host) {
        return "who runs Tidegate may allow it with " + SETTING + "=" + host;
    }

    private static String name(String host) {
        String lower = host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** What it answers is connected to, so that a name that leads elsewhere a moment later changes nothing. */
    private final class Resolver implements DnsResolver {
        private final int most;

        Resolver(int most) {
            this.most = most;
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            String name = name(host);
            InetAddress[] addresses = names.resolve(host);
            if (!isNamed(name)) {
                for (InetAddress address : addresses) {
                    judge(name, address);
                }
            }
            return addresses.length <= most ? addresses : Arrays.copyOf(addresses, most);
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            return names.resolveCanonicalHostname(host);
        }
    }
}
