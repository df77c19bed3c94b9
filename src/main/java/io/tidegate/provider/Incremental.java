package io.tidegate.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.json.Pointer;
import io.tidegate.json.Times;
import io.tidegate.provider.declared.Declaration;
import io.tidegate.provider.request.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a list is asked for what changed since it was last listed: by a token that the provider gave (in its body), or by
 * a time that its records tell.
 *
 * @param place where the token or time goes in the request
 * @param at where the next token stands in the body, or the time in a record
 * @param time how times are told; null when it is a token
 * @param first what to ask with while there is none; null: the place is left out
 * @param full where the body says that it holds everything; null: it does when nothing was asked for in particular
 * @param zone of times that name none
 * @param fullEvery how often everything is listed all the same, so that deletions are found; null: never
 */
public record Incremental(
        Place place,
        Pointer at,
        @Nullable Time time,
        @Nullable String first,
        @Nullable Pointer full,
        ZoneId zone,
        @Nullable Duration fullEvery) {

    /**
     * How a list is asked by time.
     *
     * @param until where the time goes up to which is asked; null when the request has none
     * @param written how times are written
     * @param lookback how much earlier than the last known time is asked
     * @param granularity the provider's times are no finer
     * @param start before this time nothing is asked for; null: from the beginning
     */
    public record Time(
            @Nullable Place until,
            Function<Instant, String> written,
            Duration lookback,
            Duration granularity,
            @Nullable Instant start) {}

    static @Nullable Incremental of(Declaration declared, ZoneId zone) {
        List<String> words = declared.words("incremental");
        String first = declared.find("first");
        Pointer full = declared.find("full") == null ? null : declared.read("full", "", Pointer::of);
        Duration fullEvery =
                declared.find("fullEvery") == null ? null : declared.read("fullEvery", "", Declaration::duration);
        Time time = time(declared, zone);
        if (words.isEmpty()) {
            for (String key : List.of("first", "full", "fullEvery", "until", "lookback", "granularity", "start")) {
                if (declared.find(key) != null) {
                    throw declared.wrong(key, "belongs to incremental, which is not declared");
                }
            }
            return null;
        }
        boolean byTime = words.get(0).equals("since");
        if (words.size() != 3 || !(byTime || words.get(0).equals("token"))) {
            throw declared.wrong(
                    "incremental",
                    "allowed are: token <parameter> <pointer in the body>; since <parameter> <pointer in a record>");
        }
        Duration usual = byTime ? Duration.ofDays(1) : null;
        return new Incremental(
                declared.read("incremental", "", text -> Place.of(words.get(1))),
                declared.read("incremental", "", text -> Pointer.of(words.get(2))),
                byTime ? time : null,
                first,
                full,
                zone,
                fullEvery == null ? usual : fullEvery);
    }

    private static Time time(Declaration declared, ZoneId zone) {
        Instant start = declared.find("start") == null
                ? null
                : declared.read("start", "", text -> {
                    Instant read =
                            Times.instant(com.fasterxml.jackson.databind.node.TextNode.valueOf(text), ZoneOffset.UTC);
                    if (read == null) {
                        throw new IllegalArgumentException("a time like 2020-01-01T00:00:00Z is needed");
                    }
                    return read;
                });
        return new Time(
                declared.find("until") == null ? null : declared.read("until", "", Place::of),
                declared.read("sinceFormat", "rfc3339", form -> Times.writer(form, zone)),
                declared.read("lookback", "0s", Declaration::duration),
                declared.read("granularity", "1ms", Declaration::duration),
                start);
    }

    /** Whether it asks by a token, and not by a time. */
    public boolean byToken() {
        return time == null;
    }

    /**
     * What a request asks with.
     *
     * @param known what the last listing left: a token, or a time in RFC 3339; null when there is none
     * @return null when the place is left out
     */
    public @Nullable String asked(@Nullable String known) {
        if (time == null) {
            return known == null ? first : known;
        }
        Instant from = known == null ? time.start : Instant.parse(known).minus(time.lookback);
        return from == null ? first : time.written.apply(floor(from, time.granularity));
    }

    /** The time as far as the provider tells it apart. */
    private static Instant floor(Instant instant, Duration granularity) {
        long step = Math.max(1, granularity.toMillis());
        return Instant.ofEpochMilli(Math.floorDiv(instant.toEpochMilli(), step) * step);
    }

    /**
     * The later of a time known before and that of a record; the record's may be in any form.
     *
     * @param now what a record says to be later counts as this: else nothing would be asked for until then
     */
    public @Nullable String later(@Nullable String known, JsonNode document, Instant now) {
        Instant said = Times.instant(at.first(document), zone);
        if (said == null) {
            return known;
        }
        Instant told = said.isAfter(now) ? now : said;
        return known == null || told.isAfter(Instant.parse(known)) ? told.toString() : known;
    }
}
