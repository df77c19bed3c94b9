package io.tidegate.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.config.Settings;
import io.tidegate.testing.TestBroker;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BrokerCheckTest {
    @RegisterExtension
    static final TestBroker broker = new TestBroker();

    @TempDir
    Path home;

    @Test
    void a_refused_sign_in_is_said_in_words_without_the_password() {
        BrokerCheck check = check(
                broker.address(),
                "--tidegate.kafka.security=sasl_scram_sha_512_cleartext",
                "--tidegate.kafka.user=tidegate",
                "--tidegate.kafka.password=hidden-word");

        assertThatThrownBy(check::ask)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the brokers do not let us in: ")
                .hasMessageContaining("SCRAM-SHA-512") // this broker knows no user at all
                .satisfies(e -> assertThat(e.toString()).doesNotContain("hidden-word"));
    }

    @Test
    void brokers_that_do_not_answer_are_said_to() {
        assertThatThrownBy(check("127.0.0.1:1")::ask).hasMessage("no broker answers within 5 s");
    }

    @Test
    void certificates_that_cannot_be_read_are_named() {
        assertThatThrownBy(check(
                        broker.address(),
                        "--tidegate.kafka.security=tls",
                        "--tidegate.kafka.ca-file=" + Path.of("pom.xml").toAbsolutePath())::ask)
                .hasMessageStartingWith("no connection can be made: ")
                .hasMessageContaining("PEM");
    }

    @Test
    void a_certificate_that_is_not_trusted_is_said_to_be_refused() {
        SslAuthenticationException refused =
                new SslAuthenticationException("SSL handshake failed", new Exception("unable to find valid path"));
        assertThat(BrokerCheck.words(refused)).isEqualTo("TLS is refused: unable to find valid path");
    }

    private BrokerCheck check(String brokers, String... more) {
        List<String> flags = Stream.concat(Stream.of("--tidegate.kafka.brokers=" + brokers), Arrays.stream(more))
                .toList();
        return BrokerAccess.check(Settings.load(home, Map.of(), flags).kafka());
    }
}
