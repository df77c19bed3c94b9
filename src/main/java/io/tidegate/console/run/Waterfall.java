package io.tidegate.console.run;

import io.tidegate.api.run.RequestView;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Requests one under the other, each from when it asked for its permit to its answer.
 *
 * @param began where the drawing begins
 * @param ended where it ends
 */
public record Waterfall(Instant began, Instant ended, List<Bar> bars) {
    /** How wide the drawing is, in units of its own. */
    public static final int WIDTH = 1_000;

    /** So that what took a moment is to be seen. */
    private static final double NARROWEST = 3;

    /**
     * A request.
     *
     * @param waitX where its wait begins
     * @param waitWidth 0 when it did not wait
     * @param workX where it left
     * @param offset when that was, after the beginning
     */
    public record Bar(
            RequestView request, double waitX, double waitWidth, double workX, double workWidth, Duration offset) {
        public Tone tone() {
            Integer status = request.status();
            if (status == null) {
                return Tone.BAD;
            }
            return status >= 400 ? (status == 429 ? Tone.WARN : Tone.BAD) : Tone.GOOD;
        }

        /** The answer, or why there was none. */
        public String answer() {
            Integer status = request.status();
            return status == null ? Objects.requireNonNullElse(request.failure(), "no answer") : status.toString();
        }

        public boolean again() {
            Integer attempt = request.attempt();
            return attempt != null && attempt > 1;
        }

        /** "+1.4 s". */
        public String at() {
            return "+" + Words.took(Math.max(0, offset.toMillis()));
        }

        public String waited() {
            return words(request.waitedMs());
        }

        public String took() {
            return words(request.tookMs());
        }

        private static String words(@Nullable Long millis) {
            return millis == null ? "not known" : Words.took(millis);
        }
    }

    public Waterfall {
        bars = List.copyOf(bars);
    }

    /** Of requests in the order of their answers; they need not be all of a run's. */
    static Waterfall of(List<RequestView> requests, Instant now) {
        Instant began =
                requests.stream().map(Waterfall::asked).min(Instant::compareTo).orElse(now);
        Instant ended = requests.stream()
                .flatMap(each -> Stream.of(each.at(), each.sentAt()))
                .max(Instant::compareTo)
                .orElse(now);
        double unit =
                (double) WIDTH / Math.max(1, Duration.between(began, ended).toMillis());
        return new Waterfall(
                began,
                ended,
                requests.stream().map(each -> bar(each, began, unit)).toList());
    }

    private static Bar bar(RequestView request, Instant began, double unit) {
        double asked = Duration.between(began, asked(request)).toMillis() * unit;
        double sent = Duration.between(began, request.sentAt()).toMillis() * unit;
        double done = Duration.between(began, request.at()).toMillis() * unit;
        double wide = Math.max(NARROWEST, done - sent);
        double from = Math.min(sent, WIDTH - wide);
        return new Bar(
                request,
                rounded(asked),
                rounded(Math.max(0, from - asked)),
                rounded(from),
                rounded(wide),
                Duration.between(began, request.sentAt()));
    }

    private static Instant asked(RequestView request) {
        Long waited = request.waitedMs();
        return waited == null ? request.sentAt() : request.sentAt().minusMillis(waited);
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    /** How long all of it took. */
    public String length() {
        return Words.took(Duration.between(began, ended).toMillis());
    }

    /** Half of it. */
    public String half() {
        return Words.took(Duration.between(began, ended).toMillis() / 2);
    }
}
