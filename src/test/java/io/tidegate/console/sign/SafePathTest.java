package io.tidegate.console.sign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody is sent to another site after signing in. */
class SafePathTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/docks/12?tab=errors&since=2026-11-21", "/a%20b", "/?q=x:y"})
    void a_path_here_is_gone_on_to(String path) {
        assertThat(SafePath.of(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "https://evil.example/",
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/\t/evil.example",
                "///evil.example",
                "javascript:alert(1)",
                "/a\r\nSet-Cookie: x=1",
                "evil.example",
                "@evil.example",
                "/sign-in",
                "/sign-out",
                "/sign-in?next=/sign-in",
                "/invitation",
                "/ticks",
                "/ä",
                "/#x",
                "/a;b"
            })
    void anything_else_leads_to_the_first_page(String path) {
        assertThat(SafePath.of(path)).isEqualTo("/");
    }
}
