package io.tidegate.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.json.Pointer;
import io.tidegate.provider.declared.Declaration;
import io.tidegate.provider.request.Place;
import io.tidegate.provider.request.Place.Filled;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a list is paged. A page's cursor is opaque outside: a link, a number or a token, as the kind has it; null is the
 * first page.
 */
public sealed interface Paging {
    /**
     * A page as it was answered.
     *
     * @param cursor the page's own cursor, null for the first
     * @param header the answer's headers by name, null when absent
     * @param records how many records it held
     * @param size how many were asked for, 0 when the provider decides
     * @param last the last of them; a missing node when there is none
     * @param before how many records the pages before it held
     */
    record Page(
            @Nullable String cursor,
            JsonNode body,
            UnaryOperator<@Nullable String> header,
            int records,
            int size,
            JsonNode last,
            long before) {
        boolean isShort() {
            return records == 0 || records < size;
        }
    }

    /** What of a page's request differs from the first one's; nothing where its cursor is a link. */
    default List<Filled> places(@Nullable String cursor) {
        return List.of();
    }

    /** The cursor of the page after this one, or null at the end. */
    @Nullable String next(Page page);

    /** Whether pages shift when records are written meanwhile, so that a record may fall between two pages. */
    default boolean shifts() {
        return false;
    }

    /** Whether its cursors are links, which may be relative to the page that held them. */
    default boolean leads() {
        return false;
    }

    /** Whether the page's body would be another one if a page came to follow it, so that its ETag tells. */
    default boolean tellsNext(Page page, @Nullable String next) {
        return true;
    }

    /** All records in one page. */
    record Single() implements Paging {
        @Override
        public @Nullable String next(Page page) {
            return null;
        }
    }

    /** The body holds the URL of the next page. Most such links count pages, so they shift unless declared stable. */
    record NextLink(Pointer at, boolean shifts) implements Paging {
        @Override
        public boolean leads() {
            return true;
        }

        @Override
        public @Nullable String next(Page page) {
            String link = at.first(page.body()).asText("");
            return link.isEmpty() ? null : link;
        }
    }

    /** The {@code Link} header names the next page (RFC 8288). */
    record LinkHeader(boolean shifts) implements Paging {
        private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*+)\"";
        private static final Pattern PARAMETER =
                Pattern.compile("\\s*;\\s*([^\\s=;,]++)(?:\\s*=\\s*(?:" + QUOTED + "|([^\\s\",;\\]]*+)))?");
        private static final Pattern LINK = Pattern.compile("<([^>]*)>((?:" + PARAMETER + ")*+)");

        @Override
        public boolean leads() {
            return true;
        }

        @Override
        public @Nullable String next(Page page) {
            String links = page.header().apply("Link");
            Matcher link = LINK.matcher(links == null ? "" : links);
            while (link.find()) {
                if (isNext(link.group(2))) {
                    return link.group(1);
                }
            }
            return null;
        }

        /** A full last page stays the same, byte for byte, when the next page gets its first record. */
        @Override
        public boolean tellsNext(Page page, @Nullable String next) {
            return next != null || page.isShort();
        }

        /** Some name a next page even after the last, with {@code results="false"} beside it. */
        private static boolean isNext(String parameters) {
            boolean next = false;
            boolean results = true;
            for (Matcher each = PARAMETER.matcher(parameters); each.find(); ) {
                String value = each.group(2) == null ? each.group(3) : each.group(2);
                if (value != null && each.group(1).equalsIgnoreCase("rel")) {
                    next = Declaration.split(value).stream().anyMatch("next"::equalsIgnoreCase);
                } else if (value != null && each.group(1).equalsIgnoreCase("results")) {
                    results = !value.equals("false");
                }
            }
            return next && results;
        }
    }

    /**
     * A parameter counts pages from {@code start}.
     *
     * @param first whether the first page's number is sent too
     */
    record PageNumber(Place place, int start, boolean first, Stop stop) implements Paging {
        @Override
        public List<Filled> places(@Nullable String cursor) {
            return cursor == null && !first ? List.of() : List.of(place.filled(number(cursor)));
        }

        @Override
        public @Nullable String next(Page page) {
            long number = number(page.cursor());
            return stop.ends(page, number) ? null : Long.toString(number + 1);
        }

        private long number(@Nullable String cursor) {
            return cursor == null ? start : Long.parseLong(cursor);
        }

        @Override
        public boolean shifts() {
            return true;
        }
    }

    /** A parameter skips records. */
    record Offset(Place place, Stop stop) implements Paging {
        @Override
        public List<Filled> places(@Nullable String cursor) {
            return List.of(place.filled(skipped(cursor)));
        }

        @Override
        public @Nullable String next(Page page) {
            long offset = skipped(page.cursor());
            return stop.ends(page, offset) ? null : Long.toString(offset + page.records());
        }

        private static long skipped(@Nullable String cursor) {
            return cursor == null ? 0 : Long.parseLong(cursor);
        }

        @Override
        public boolean shifts() {
            return true;
        }
    }

    /** The answer holds a token that the next request hands back. */
    record Cursor(Place place, Token token, Stop stop) implements Paging {
        @Override
        public List<Filled> places(@Nullable String cursor) {
            return cursor == null ? List.of() : List.of(place.filled(cursor));
        }

        @Override
        public @Nullable String next(Page page) {
            String next = token.of(page);
            return next.isEmpty() || stop.ends(page, 0) ? null : next;
        }
    }

    /** Where an answer holds a token: {@code /meta/next}, {@code header:X-Next}, or {@code last:/id} of the last record. */
    record Token(@Nullable String header, boolean ofLast, Pointer at) {
        static Token of(String text) {
            if (text.startsWith("header:")) {
                return new Token(text.substring("header:".length()), false, Pointer.of(""));
            }
            boolean last = text.startsWith("last:");
            return new Token(null, last, Pointer.of(last ? text.substring("last:".length()) : text));
        }

        String of(Page page) {
            if (header != null) {
                String value = page.header().apply(header);
                return value == null ? "" : value.strip();
            }
            return at.first(ofLast ? page.last() : page.body()).asText("");
        }
    }

    /** Reads {@code next-link /links/next}, {@code link-header}, {@code page-number page 1}, … */
    static Paging of(String text, @Nullable Boolean shifts, @Nullable Stop stop) {
        List<String> words = Declaration.split(text);
        String kind = words.isEmpty() ? "" : words.get(0);
        int given = words.size() - 1;
        if (kind.equals("none") && given == 0) {
            return new Single();
        } else if (kind.equals("next-link") && given == 1) {
            return new NextLink(Pointer.of(words.get(1)), shifts == null || shifts);
        } else if (kind.equals("link-header") && given == 0) {
            return new LinkHeader(shifts == null || shifts);
        } else if (kind.equals("page-number") && given >= 1 && given <= 3) {
            return pageNumber(words, stop == null ? Stop.SHORT : stop);
        } else if (kind.equals("offset") && given == 1) {
            return new Offset(Place.of(words.get(1)), stop == null ? Stop.SHORT : stop);
        } else if (kind.equals("cursor") && given == 2) {
            return new Cursor(Place.of(words.get(1)), Token.of(words.get(2)), stop == null ? Stop.NEVER : stop);
        }
        throw wrong();
    }

    private static Paging pageNumber(List<String> words, Stop stop) {
        String start = words.size() > 2 ? words.get(2) : "1";
        boolean later = words.size() > 3 && words.get(3).equals("later");
        if (!start.matches("\\d{1,6}") || (words.size() > 3 && !later)) {
            throw wrong();
        }
        return new PageNumber(Place.of(words.get(1)), Integer.parseInt(start), !later, stop);
    }

    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException("allowed are: none; next-link <pointer>; link-header;"
                + " page-number <parameter> [first page [later]]; offset <parameter>; cursor <parameter> <token>");
    }
}
