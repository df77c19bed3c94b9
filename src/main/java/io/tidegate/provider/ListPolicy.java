package io.tidegate.provider;

import io.tidegate.provider.declared.Declaration;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is made of a list.
 *
 * @param deletions what becomes of what it no longer holds
 * @param freshness how old it may be before health says so; null: as old as its dock's interval lets it be
 * @param skipped answers by which the list is passed over: no failure, and nothing deleted
 * @param empty answers that mean an empty list
 * @param mostPages a listing that reaches so many pages ends there, incomplete; 0: no end but its own
 */
public record ListPolicy(
        Deletion deletions,
        @Nullable Duration freshness,
        List<Answers.Rule> skipped,
        List<Answers.Rule> empty,
        int mostPages) {

    /**
     * What becomes of records that complete listings lack.
     *
     * @param never whether they stay for ever
     * @param misses how many listings in a row must lack them at least; 0: as its pages need
     * @param percent a listing that would delete more than this share of the list is held back
     * @param over of lists of more records than this
     */
    public record Deletion(boolean never, int misses, int percent, int over) {
        public static final Deletion USUAL = new Deletion(false, 0, 50, 20);

        private static final Pattern WORD =
                Pattern.compile("(soft|never)|misses=(\\d{1,3})|cap=(\\d{1,3})%/(\\d{1,6})");

        static Deletion of(String text) {
            Deletion read = USUAL;
            for (String word : Declaration.split(text)) {
                Matcher matcher = WORD.matcher(word);
                if (!matcher.matches()) {
                    throw new IllegalArgumentException(
                            "allowed are soft, never, misses=2 (so many listings must agree) and cap=50%/20 (held back"
                                    + " when more than half of more than 20 would go)");
                } else if (matcher.group(1) != null) {
                    read = new Deletion(matcher.group(1).equals("never"), read.misses, read.percent, read.over);
                } else if (matcher.group(2) != null) {
                    read = new Deletion(read.never, Integer.parseInt(matcher.group(2)), read.percent, read.over);
                } else {
                    int percent = Math.min(100, Integer.parseInt(matcher.group(3)));
                    read = new Deletion(read.never, read.misses, percent, Integer.parseInt(matcher.group(4)));
                }
            }
            return read;
        }
    }

    public static final ListPolicy USUAL = new ListPolicy(Deletion.USUAL, null, List.of(), List.of(), 0);

    static ListPolicy of(Declaration declared) {
        return new ListPolicy(
                declared.read("deletions", "soft", Deletion::of),
                declared.find("freshness") == null ? null : declared.read("freshness", "", Declaration::duration),
                Answers.rules(declared, "skipped", ""),
                Answers.rules(declared, "empty", ""),
                declared.integer("mostPages", 0, 0, 1_000_000));
    }
}
