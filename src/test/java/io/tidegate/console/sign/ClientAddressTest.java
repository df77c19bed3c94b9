package io.tidegate.console.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.address.Network;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a request comes from, whatever its headers say. */
class ClientAddressTest {
    private final ClientAddress nobody = new ClientAddress(List.of());
    private final ClientAddress proxied = new ClientAddress(List.of(Network.parse("10.0.0.0/8"), Network.parse("::1")));

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, '', 203.0.113.9",
        "203.0.113.9, '192.0.2.1', 203.0.113.9",
        "10.0.0.7, '192.0.2.1', 192.0.2.1",
        "10.0.0.7, '6.6.6.6, 192.0.2.1', 192.0.2.1",
        "10.0.0.7, '6.6.6.6, 192.0.2.1, 10.1.1.1', 192.0.2.1",
        "10.0.0.7, '10.9.9.9', 10.9.9.9",
        "10.0.0.7, 'localhost', 10.0.0.7",
        "10.0.0.7, '192.0.2.1, evil', 10.0.0.7",
        "10.0.0.7, ',,', 10.0.0.7",
        "0:0:0:0:0:0:0:1, '2001:db8::5', 2001:db8:0:0:0:0:0:5",
        "fe80::1%eth0, '', fe80:0:0:0:0:0:0:1"
    })
    void a_trusted_proxy_is_believed_about_the_one_before_it_alone(String remote, String forwarded, String client) {
        assertThat(proxied.of(remote, forwarded)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, '192.0.2.1', 127.0.0.1", "10.0.0.7, '127.0.0.1', 10.0.0.7", "nonsense, '', unknown"})
    void nobody_is_believed_by_default(String remote, String forwarded, String client) {
        assertThat(nobody.of(remote, forwarded)).isEqualTo(client);
    }
}
