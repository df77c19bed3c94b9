package io.tidegate.architecture.broken.queue;

import java.util.stream.IntStream;

/** Two that take seven; the enum, the record and the lambda do not count. */
public final class Wide {
    private final int sum;

    /** Seven. */
    public Wide(int a, int b, int c, int d, int e, int f, int g) {
        this.sum = IntStream.of(a, b, c, d, e, f, g).sum();
    }

    /** Seven. */
    public int seven(int a, int b, int c, int d, int e, int f, int g) {
        return IntStream.range(0, 1).map(x -> a + b + c + d + e + f + g + x).sum() + sum + Six.ONLY.sum;
    }

    enum Six {
        ONLY(1, 2, 3, 4, 5, 6);

        private final int sum;

        Six(int a, int b, int c, int d, int e, int f) {
            this.sum = IntStream.of(a, b, c, d, e, f).sum();
        }
    }

    record Seven(int a, int b, int c, int d, int e, int f, int g) {}
}
