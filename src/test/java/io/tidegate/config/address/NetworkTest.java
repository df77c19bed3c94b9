package io.tidegate.config.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and networks as they are written. */
class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, 10.0.0.7, true",
        "10.0.0.7, 10.0.0.8, false",
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1.2.3/9, 10.127.0.0, true",
        "10.1.2.3/9, 10.128.0.0, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "fd00::/8, fdab::1, true",
        "fd00::/8, fe80::1, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "127.0.0.1, ::ffff:127.0.0.1, true"
    })
    void a_network_holds_its_addresses(String network, String address, boolean holds) {
        assertThat(Network.parse(network).contains(Network.literal(address).orElseThrow()))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "127.1",
                "1.2.3",
                "01.2.3.4",
                "1.2.3.4.",
                "1.2.3.4:80",
                "[::1]",
                "fe80::1%eth0",
                "::g",
                ":",
                "1:2",
                "unknown",
                "_hidden",
                "2130706433",
                "0x7f.0.0.1"
            })
    void what_is_no_address_is_none_and_no_name_is_looked_up(String text) {
        assertThat(Network.literal(text)).isEmpty();
    }

    @Test
    void an_address_is_one_in_either_notation() {
        assertThat(Network.literal("::ffff:192.0.2.1"))
                .hasValueSatisfying(
                        address -> assertThat(address.getHostAddress()).isEqualTo("192.0.2.1"));
    }
}
