package io.tidegate.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reading and its written form. */
class HlcTest {
    private static final List<Long> MILLIS = List.of(0L, 1L, 255L, 1_764_000_000_000L, (1L << 48) - 1);
    private static final List<Integer> COUNTERS = List.of(0, 1, 0x7fff, 0x8000, 0xffff);
    private static final List<Long> NODES = List.of(0L, 1L, Long.MAX_VALUE, Long.MIN_VALUE, -1L);

    @Test
    void the_written_form_is_read_back_and_has_the_same_order() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            Hlc a = any(random);
            Hlc b = any(random);
            assertThat(Hlc.parse(a.toString())).isEqualTo(a);
            assertThat(a.toString()).hasSize(Hlc.LENGTH);
            int bytewise = Arrays.compareUnsigned(bytes(a), bytes(b));
            assertThat(Integer.signum(a.compareTo(b))).as(a + " " + b).isEqualTo(Integer.signum(bytewise));
        }
    }

    private static Hlc any(Random random) {
        return new Hlc(
                MILLIS.get(random.nextInt(MILLIS.size())),
                COUNTERS.get(random.nextInt(COUNTERS.size())),
                random.nextBoolean() ? NODES.get(random.nextInt(NODES.size())) : random.nextLong());
    }

    private static byte[] bytes(Hlc hlc) {
        return hlc.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void its_parts_are_twelve_four_and_sixteen_digits() {
        assertThat(new Hlc(0x19a1b2c3d4eL, 0x2f, 0xa1)).hasToString("019a1b2c3d4e-002f-00000000000000a1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "019A1B2C3D4E-002f-00000000000000a1",
                "019a1b2c3d4e-002f-00000000000000a",
                "019a1b2c3d4e-002f-00000000000000a11",
                "019a1b2c3d4e_002f-00000000000000a1",
                "019a1b2c3d4e-002f-00000000000000a1\n",
                "+19a1b2c3d4e-002f-00000000000000a1",
                "٠19a1b2c3d4e-002f-00000000000000a1"
            })
    void another_form_is_refused(String text) {
        assertThat(Hlc.isOne(text)).isFalse();
        assertThatThrownBy(() -> Hlc.parse(text)).isInstanceOf(InvalidOpException.class);
    }

    @Test
    void what_its_digits_cannot_say_is_refused() {
        assertThatThrownBy(() -> new Hlc(1L << 48, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Hlc(-1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Hlc(0, 1 << 16, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Hlc(0, -1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
