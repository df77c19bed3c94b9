package io.tidegate.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.provider.declared.Declaration;
import io.tidegate.record.Pointer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
     */
    record Page(@Nullable String cursor, JsonNode body, UnaryOperator<@Nullable String> header, int records, int size) {
        boolean isShort() {
            return records == 0 || records < size;
        }
    }

    /** The URL of a page. */
    String url(String first, @Nullable String cursor);

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
        public String url(String first, @Nullable String cursor) {
            return first;
        }

        @Override
        public @Nullable String next(Page page) {
            return null;
        }
    }

    /** The body holds the URL of the next page. Most such links count pages, so they shift unless declared stable. */
    record NextLink(Pointer at, boolean shifts) implements Paging {
        @Override
        public String url(String first, @Nullable String cursor) {
            return cursor == null ? first : cursor;
        }

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
        public String url(String first, @Nullable String cursor) {
            return cursor == null ? first : cursor;
        }

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

    /** A parameter counts pages from {@code start}; an empty or short page is the last. */
    record PageNumber(String parameter, int start) implements Paging {
        @Override
        public String url(String first, @Nullable String cursor) {
            return withParameter(first, parameter, cursor == null ? Integer.toString(start) : cursor);
        }

        @Override
        public @Nullable String next(Page page) {
            int number = page.cursor() == null ? start : Integer.parseInt(page.cursor());
            return page.isShort() ? null : Integer.toString(number + 1);
        }

        @Override
        public boolean shifts() {
            return true;
        }
    }

    /** A parameter skips records; an empty or short page is the last. */
    record Offset(String parameter) implements Paging {
        @Override
        public String url(String first, @Nullable String cursor) {
            return withParameter(first, parameter, cursor == null ? "0" : cursor);
        }

        @Override
        public @Nullable String next(Page page) {
            long offset = page.cursor() == null ? 0 : Long.parseLong(page.cursor());
            return page.isShort() ? null : Long.toString(offset + page.records());
        }

        @Override
        public boolean shifts() {
            return true;
        }
    }

    /** The body holds a token that a parameter hands back. */
    record Cursor(String parameter, Pointer at) implements Paging {
        @Override
        public String url(String first, @Nullable String cursor) {
            return cursor == null ? first : withParameter(first, parameter, cursor);
        }

        @Override
        public @Nullable String next(Page page) {
            String token = at.first(page.body()).asText("");
            return token.isEmpty() ? null : token;
        }
    }

    /** Reads {@code next-link /links/next}, {@code link-header}, {@code page-number page 1}, … */
    static Paging of(String text, @Nullable Boolean shifts) {
        List<String> words = Declaration.split(text);
        String kind = words.isEmpty() ? "" : words.get(0);
        int given = words.size() - 1;
        if (kind.equals("none") && given == 0) {
            return new Single();
        } else if (kind.equals("next-link") && given == 1) {
            return new NextLink(Pointer.of(words.get(1)), shifts == null || shifts);
        } else if (kind.equals("link-header") && given == 0) {
            return new LinkHeader(shifts == null || shifts);
        } else if (kind.equals("page-number")
                && (given == 1 || (given == 2 && words.get(2).matches("\\d{1,6}")))) {
            return new PageNumber(words.get(1), given == 2 ? Integer.parseInt(words.get(2)) : 1);
        } else if (kind.equals("offset") && given == 1) {
            return new Offset(words.get(1));
        } else if (kind.equals("cursor") && given == 2) {
            return new Cursor(words.get(1), Pointer.of(words.get(2)));
        }
        throw new IllegalArgumentException("allowed are: none; next-link <pointer>; link-header;"
                + " page-number <parameter> [first page]; offset <parameter>; cursor <parameter> <pointer>");
    }

    /** {@code url} with one more query parameter. */
    static String withParameter(String url, String name, String value) {
        return url + (url.contains("?") ? '&' : '?') + name + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
