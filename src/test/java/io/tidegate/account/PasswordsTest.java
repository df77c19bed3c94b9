package io.tidegate.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How passwords are chosen and kept. */
class PasswordsTest {
    private static final Email ANN = new Email("ann.miller@acme.example");

    private final Passwords quick = new Passwords(10);

    @Test
    void a_password_is_known_again_and_no_other() {
        String stored = quick.hash("correct horse battery");

        assertThat(quick.matches("correct horse battery", stored)).isTrue();
        assertThat(quick.matches("correct horse batterY", stored)).isFalse();
        assertThat(quick.matches("", stored)).isFalse();
        assertThat(stored).doesNotContain("horse");
        assertThat(quick.hash("correct horse battery")).isNotEqualTo(stored);
    }

    @Test
    void it_is_the_same_however_a_keyboard_composes_its_letters() {
        assertThat(quick.matches("cafe\u0301 cafe\u0301 cafe\u0301", quick.hash("café café café")))
                .isTrue();
    }

    @Test
    void whoever_has_none_has_no_password_at_all() {
        assertThat(quick.matches("", null)).isFalse();
        assertThat(quick.matches("correct horse battery", null)).isFalse();
    }

    @Test
    void whether_somebody_has_one_at_all_takes_no_less_time() {
        Passwords today = new Passwords();
        String stored = today.hash("correct horse battery");
        long began = System.nanoTime();
        today.matches("a wrong password", stored);
        long somebody = System.nanoTime() - began;
        began = System.nanoTime();
        today.matches("a wrong password", null);
        long nobody = System.nanoTime() - began;

        assertThat(nobody).isGreaterThan(somebody / 4);
    }

    @Test
    void it_is_kept_with_as_many_rounds_as_are_asked_for_today() {
        Passwords today = new Passwords();
        String old = quick.hash("correct horse battery");

        assertThat(today.outdated(old)).isTrue();
        assertThat(today.matches("correct horse battery", old)).isTrue();
        String stored = today.hash("correct horse battery");
        assertThat(stored).startsWith("pbkdf2-sha256$600000$");
        assertThat(today.outdated(stored)).isFalse();
        assertThat(quick.outdated(stored)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "eleven char", "ann.miller@acme.example", "Ann.Miller@ACME.example ", "aaaaaaaaaaaaaaaa"})
    void what_is_short_or_easily_guessed_is_refused(String password) {
        assertThatThrownBy(() -> quick.check(password, ANN)).isInstanceOf(AccountException.class);
    }

    @Test
    void length_counts_characters_up_to_1024() {
        assertThatCode(() -> quick.check("twelve chars", ANN)).doesNotThrowAnyException();
        assertThatCode(() -> quick.check("🌊a b".repeat(256), ANN)).doesNotThrowAnyException();
        assertThatThrownBy(() -> quick.check("🌊a b".repeat(256) + "c", ANN)).hasMessageContaining("has 1025");
    }

    @Test
    void what_is_longer_than_any_password_is_no_password() {
        assertThat(quick.matches("x".repeat(5_000_000), quick.hash(""))).isFalse();
    }
}
