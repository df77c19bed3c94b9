package io.tidegate.federation.compare;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes names as people do. */
final class Names {
    /** What stands between the capital and its beginning: O', D', Mc, Mac is too often a part of a word (Macey). */
    private static final Pattern PART = Pattern.compile("(^|[ .\\-])((?:[od]['’])|mc)?(\\p{L})");

    private static final Pattern SCOTTISH = Pattern.compile("(?<!\\p{L})Mc(?=\\p{Lu})");

    private static final Set<String> SMALL = Set.of("de", "la", "le", "van", "von", "der", "den", "na", "bean");

    private Names() {}

    static String titled(String text) {
        // who shouts writes McDONALD, too
        String loud = SCOTTISH.matcher(text).replaceAll("MC");
        if (!loud.equals(loud.toUpperCase(Locale.ROOT)) && !text.equals(text.toLowerCase(Locale.ROOT))) {
            return text;
        }
        Matcher part = PART.matcher(text.toLowerCase(Locale.ROOT));
        StringBuilder titled = new StringBuilder();
        String lower = text.toLowerCase(Locale.ROOT);
        while (part.find()) {
            String before = part.group(2) == null
                    ? ""
                    : part.group(2).substring(0, 1).toUpperCase(Locale.ROOT)
                            + part.group(2).substring(1);
            boolean small = part.start() > 0 && SMALL.contains(word(lower, part.end(1)));
            part.appendReplacement(
                    titled,
                    Matcher.quoteReplacement(
                            part.group(1) + before + (small ? part.group(3) : capital(part.group(3)))));
        }
        return part.appendTail(titled).toString();
    }

    /** As at the beginning of a word, where that is another letter than in capitals alone: ß stays. */
    private static String capital(String letter) {
        return Character.toString(Character.toTitleCase(letter.codePointAt(0)));
    }

    private static String word(String text, int from) {
        int to = from;
        while (to < text.length() && Character.isLetter(text.charAt(to))) {
            to++;
        }
        // the last word of a name is a name: Bean, Na
        return to == text.length() ? "" : text.substring(from, to);
    }
}
