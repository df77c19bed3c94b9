package io.tidegate.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.config.address.AllowedHost;
import io.tidegate.provider.Provider;
import io.tidegate.provider.access.Authentication;
import io.tidegate.provider.failure.RejectedException;
import io.tidegate.provider.request.Template;
import io.tidegate.simulator.Answer;
import io.tidegate.simulator.AnswerServer;
import io.tidegate.testing.SettableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressTest {
    private final AnswerServer server = new AnswerServer(0, new SettableClock(), asked -> Answer.json(200, "[]"));
    private final List<String> lookedUp = new ArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, LOOPBACK",
        "127.255.255.254, LOOPBACK",
        "0.0.0.0, UNSPECIFIED",
        "0.1.2.3, UNSPECIFIED",
        "10.0.0.1, PRIVATE",
        "172.15.255.255, PUBLIC",
        "172.16.0.0, PRIVATE",
        "172.31.255.255, PRIVATE",
        "172.32.0.0, PUBLIC",
        "192.168.1.1, PRIVATE",
        "192.169.0.1, PUBLIC",
        "100.64.0.1, PRIVATE",
        "100.127.255.255, PRIVATE",
        "100.128.0.0, PUBLIC",
        "169.254.169.254, LINK_LOCAL",
        "192.0.0.192, PRIVATE",
        "198.19.0.1, PRIVATE",
        "224.0.0.1, MULTICAST",
        "255.255.255.255, RESERVED",
        "8.8.8.8, PUBLIC",
        "::, UNSPECIFIED",
        "::1, LOOPBACK",
        "::127.0.0.1, LOOPBACK",
        "::ffff:127.0.0.1, LOOPBACK",
        "::ffff:8.8.8.8, PUBLIC",
        "::ffff:0:10.0.0.1, PRIVATE",
        "64:ff9b::169.254.169.254, LINK_LOCAL",
        "64:ff9b::8.8.8.8, PUBLIC",
        "64:ff9b:1::1, PRIVATE",
        "2002:7f00:1::, LOOPBACK",
        "2002:808:808::, PUBLIC",
        "2001:0:1::, PRIVATE",
        "2606:4700::5efe:10.0.0.1, PRIVATE",
        "fe80::1, LINK_LOCAL",
        "fec0::1, PRIVATE",
        "fc00::1, PRIVATE",
        "fd00:ec2::254, PRIVATE",
        "ff02::1, MULTICAST",
        "4000::1, RESERVED",
        "2606:4700::1111, PUBLIC"
    })
    void addresses_are_told_apart_by_their_bits(String address, AddressKind kind) throws UnknownHostException {
        assertThat(AddressKind.of(InetAddress.getByName(address))).isEqualTo(kind);
    }

    @Test
    void nothing_is_sent_to_an_address_inside() {
        assertThatThrownBy(() -> get(Egress.ofPublic(), server.baseUrl()))
                .isInstanceOf(RejectedException.class)
                .hasMessage(
                        "127.0.0.1 is at a loopback address, which is not asked: who runs Tidegate may allow it with"
                                + " tidegate.egress.allow=127.0.0.1")
                .extracting(e -> ((RejectedException) e).code())
                .isEqualTo(Egress.CODE);
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "[::1]", "[::ffff:127.0.0.1]", "[::127.0.0.1]", "[0:0:0:0:0:0:0:1]", "LOCALHOST"})
    void another_way_to_write_it_does_not_help(String host) {
        assertThatThrownBy(() -> get(Egress.ofPublic(), "http://" + host + ":" + server.port()))
                .isInstanceOf(RejectedException.class)
                .hasMessageContainingAll("a loopback address", "tidegate.egress.allow=");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0x7f.1", "017700000001"})
    void numbers_that_some_systems_read_as_an_address_reach_nobody(String host) {
        assertThatThrownBy(() -> get(Egress.ofPublic(), "http://" + host + ":" + server.port()))
                .isInstanceOfAny(RejectedException.class, IOException.class, IllegalArgumentException.class);
        assertThatThrownBy(() -> Egress.ofPublic().check(access("http://{dock.host}"), Map.of("host", host)))
                .isInstanceOfAny(RejectedException.class, IllegalArgumentException.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_name_that_leads_inside_is_refused_and_one_with_both_kinds_of_addresses_as_well() {
        Egress egress = egress("", host -> host.equals("both.test") ? "8.8.8.8,10.0.0.1" : "127.0.0.1");
        assertThatThrownBy(() -> get(egress, "http://evil.test:" + server.port()))
                .hasMessageContainingAll("evil.test is at a loopback address", "tidegate.egress.allow=evil.test");
        assertThatThrownBy(() -> get(egress, "http://both.test")).hasMessageContaining("a private address");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void the_address_that_was_judged_is_the_one_connected_to() throws IOException {
        Egress egress = egress("127.0.0.1", host -> lookedUp.isEmpty() ? "127.0.0.1" : "10.0.0.1");
        get(egress, "http://rebound.test:" + server.port());
        assertThat(lookedUp).as("looked up once").containsExactly("rebound.test");
        assertThat(server.requests()).hasSize(1);
        assertThatThrownBy(() -> get(egress, "http://rebound.test:" + server.port()))
                .hasMessageContaining("a private address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "127.0.0.0/8", "inside.test", "*.test", " INSIDE.test , 10.0.0.0/8", "::1,0.0.0.0/0"
            })
    void an_administrator_allows_names_addresses_and_networks(String allowed) throws IOException {
        get(egress(allowed, host -> "127.0.0.1"), "http://inside.test:" + server.port());
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "other.test", "*.inside.test", "127.0.0.2", "::/0"})
    void and_nothing_else(String allowed) {
        Egress egress = egress(allowed, host -> "127.0.0.1");
        assertThatThrownBy(() -> get(egress, "http://inside.test:" + server.port()))
                .isInstanceOf(RejectedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "http://x", "10.0.0.0/33", "1.2.3", "10.0.0.0/x", "", "*", "x/8"})
    void what_names_no_host_is_refused(String text) {
        assertThatThrownBy(() -> AllowedHost.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_known_is_refused_before_anybody_is_asked() {
        Egress egress = egress("allowed.test", host -> {
            throw new AssertionError("nobody is asked");
        });
        assertThatThrownBy(() -> egress.check(access("https://{dock.host}"), Map.of("host", "169.254.169.254")))
                .hasMessageContaining("169.254.169.254 is at a link-local address");
        assertThatThrownBy(() -> egress.check(access("http://{dock.host}"), Map.of("host", "api.test")))
                .hasMessageContainingAll("api.test would be asked without TLS", "tidegate.egress.allow=api.test");
        assertThatCode(() -> egress.check(access("http://{dock.host}"), Map.of("host", "allowed.test")))
                .doesNotThrowAnyException();
        assertThatCode(() -> egress.check(access("https://{dock.host}"), Map.of("host", "api.test")))
                .doesNotThrowAnyException();
        assertThatCode(() -> egress.check(access("http://api.test"), Map.of())).doesNotThrowAnyException();
    }

    @Test
    void no_proxy_of_the_environment_is_asked_in_our_place() throws IOException {
        Egress egress = egress("127.0.0.1", host -> "127.0.0.1");
        String before = System.getProperty("http.proxyHost", "");
        System.setProperty("http.proxyHost", "proxy.invalid");
        try {
            get(egress, "http://direct.test:" + server.port());
        } finally {
            if (before.isEmpty()) {
                System.clearProperty("http.proxyHost");
            } else {
                System.setProperty("http.proxyHost", before);
            }
        }
        assertThat(server.requests()).hasSize(1);
    }

    private static Provider.Access access(String base) {
        return new Provider.Access("Acme", Template.of(base), new Authentication.None(), Map.of());
    }

    private Egress egress(String allowed, Function<String, String> names) {
        List<AllowedHost> hosts = allowed.isEmpty()
                ? List.of()
                : java.util.Arrays.stream(allowed.split(",", -1))
                        .map(AllowedHost::of)
                        .toList();
        return Egress.of(hosts, new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                String[] addresses = names.apply(host).split(",", -1);
                lookedUp.add(host);
                InetAddress[] all = new InetAddress[addresses.length];
                for (int i = 0; i < all.length; i++) {
                    all[i] = InetAddress.getByName(addresses[i]);
                }
                return all;
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        });
    }

    private static void get(Egress egress, String url) throws IOException {
        HttpClientBuilder builder = HttpClientBuilder.create().useSystemProperties();
        egress.guard(builder, Timeout.ofSeconds(2));
        try (CloseableHttpClient client = builder.build()) {
            client.execute(new HttpGet(url + "/x"), response -> response.getCode());
        }
    }
}
