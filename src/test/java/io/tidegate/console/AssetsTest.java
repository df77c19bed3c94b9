package io.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What others wrote is exactly what they published; npm's registry holds the same files. */
final class AssetsTest {
    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
            htmx-2.0.11.min.js d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717
            htmx-LICENSE d3d2456f76414f2456104660ebd65aff1c04cd7966b942bdabd63f3cdb316a38
            idiomorph-LICENSE d3d2456f76414f2456104660ebd65aff1c04cd7966b942bdabd63f3cdb316a38
            idiomorph-ext-0.8.0.min.js 5811b9a7eda14878b7dab4378bf60432e1bb6f11fcfb970cc26540642650181e
            uplot-1.6.32.iife.min.js 19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f
            uplot-1.6.32.min.css df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04
            uplot-LICENSE 8f989229699b4fe2f1a0432d0e9edc338a8a911e250e2d1b01ecd770a5f5b1bd
            """)
    void a_vendored_file_is_as_it_was_published(String name, String sha256) throws Exception {
        try (InputStream in = AssetsTest.class.getResourceAsStream("/static/vendor/" + name)) {
            assertThat(in).as(name).isNotNull();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            assertThat(HexFormat.of().formatHex(digest)).isEqualTo(sha256);
        }
    }
}
