package io.tidegate.console.route;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of YAML, in the parts that are shown apart.
 *
 * @param number from 1
 * @param indent blanks and dash before the key
 * @param key with its colon; empty where there is none
 * @param rest what follows
 * @param comment whether all of it is a comment
 * @param wrong whether the file is refused for it
 */
public record SourceLine(int number, String indent, String key, String rest, boolean comment, boolean wrong) {
    private static final Pattern KEYED = Pattern.compile("(\\s*(?:- )?)([A-Za-z][\\w./-]*:)((?: .*)?)");

    /** The lines of a text. */
    static List<SourceLine> of(String text, int wrong) {
        List<SourceLine> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            int number = lines.size() + 1;
            Matcher keyed = KEYED.matcher(line);
            if (line.strip().startsWith("#")) {
                lines.add(new SourceLine(number, "", "", line, true, number == wrong));
            } else if (keyed.matches()) {
                lines.add(
                        new SourceLine(number, keyed.group(1), keyed.group(2), keyed.group(3), false, number == wrong));
            } else {
                lines.add(new SourceLine(number, "", "", line, false, number == wrong));
            }
        }
        return List.copyOf(lines);
    }

    /** The lines of the entry that begins about a line: up to the next one. */
    static List<SourceLine> entry(String text, int line) {
        List<SourceLine> all = of(text, 0);
        int from = Math.min(line, all.size()) - 1;
        while (from > 0 && !all.get(from).isDash()) {
            from--;
        }
        int to = from + 1;
        while (to < all.size() && !all.get(to).isDash() && !all.get(to).isRemark()) {
            to++;
        }
        while (to > from + 1 && all.get(to - 1).isBlank()) {
            to--;
        }
        return from < 0 ? List.of() : all.subList(from, to);
    }

    private boolean isDash() {
        return indent.startsWith("-") || (rest.startsWith("-") && key.isEmpty());
    }

    /** A comment that stands at the margin: of the next entry. */
    private boolean isRemark() {
        return comment && rest.startsWith("#");
    }

    private boolean isBlank() {
        return (indent + key + rest).isBlank();
    }
}
