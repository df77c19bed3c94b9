package io.tidegate.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.record.RecordReader;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Made-up values of the same shape: the same one everywhere for the same value, so that what belongs together still does,
 * and the same ones each time, so that recording anew shows what really changed.
 */
final class StandIns {
    private static final Pattern MAIL = Pattern.compile("[\\w.%+-]+@[\\w-]+(?:\\.[\\w-]+)*\\.[A-Za-z]{2,}");
    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?i).*(password|passwd|passphrase|secret|token|api_?key|private_?key|access_?key|credential).*");

    /** What keys look like; the first group stays. */
    private static final List<Pattern> KEYS = List.of(
            Pattern.compile("(eyJ)[\\w-]{8,}\\.[\\w-]{4,}(?:\\.[\\w-]*)?"),
            Pattern.compile(
                    "(\\b(?:gh[opusr]_|github_pat_|do[opr]_v1_|[rspw]k_(?:live|test)_|sk-|xox[a-z]-|glpat-|AKIA|ASIA"
                            + "|AIza|npm_|shpat_|SG\\.|whsec_|hvs\\.|ya29\\.))[\\w.-]{8,}"),
            Pattern.compile("()(?<![\\w-])[0-9a-fA-F]{32,}(?![\\w-])"),
            Pattern.compile("()(?<![\\w-])(?=[\\w-]*[a-z])(?=[\\w-]*[A-Z])(?=[\\w-]*\\d)[\\w-]{32,}={0,2}(?![\\w-])"),
            Pattern.compile("()^(?=.*[a-z])(?=.*[A-Z])(?=.*[\\d+])[A-Za-z0-9+/]{40,}={0,2}$"));

    private static final int SHORTEST_SECRET = 6;

    private final UnaryOperator<String> hide;
    private final Map<String, String> known = new LinkedHashMap<>();
    private int mails;

    /** @param hide takes the secrets that were used out of a text */
    StandIns(UnaryOperator<String> hide) {
        this.hide = hide;
    }

    /** A copy of a document with stand-ins. */
    JsonNode in(JsonNode document) {
        JsonNode plain = Texts.hidden(document, hide);
        Texts.exchanged(plain, this::found, this::found);
        List<String> longestFirst = known.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
        UnaryOperator<String> exchange = text -> exchanged(text, longestFirst);
        return Texts.exchanged(plain, exchange, (name, text) -> exchange.apply(text));
    }

    private String exchanged(String text, List<String> longestFirst) {
        if (text.contains("-----BEGIN ")) {
            return RecordReader.REDACTED;
        }
        String exchanged = text;
        for (String each : longestFirst) {
            exchanged = exchanged.replace(each, known.getOrDefault(each, each));
        }
        return exchanged;
    }

    private String found(String text) {
        return found("", text);
    }

    /** Notes what needs a stand-in. */
    private String found(String name, String text) {
        if (text.equals(RecordReader.REDACTED) || text.equals(RecordReader.PERSONAL)) {
            return text;
        }
        Matcher mail = MAIL.matcher(text);
        while (mail.find()) {
            known.computeIfAbsent(mail.group(), each -> "person" + ++mails + "@example.org");
        }
        if (SECRET_NAME.matcher(name).matches()
                && text.length() >= SHORTEST_SECRET
                && !text.matches("true|false|\\d+")) {
            known.computeIfAbsent(text, each -> madeUp(each, ""));
        }
        for (Pattern pattern : KEYS) {
            Matcher key = pattern.matcher(text);
            while (key.find()) {
                String start = key.group(1);
                known.computeIfAbsent(key.group(), each -> madeUp(each, start));
            }
        }
        return text;
    }

    /** Letters for letters, digits for digits, all else as it is; hexadecimal stays so. */
    private String madeUp(String text, String start) {
        Random random = new Random(known.size() + 1L);
        boolean hex = text.matches("[0-9a-fA-F]+");
        StringBuilder made = new StringBuilder(start);
        for (char each : text.substring(start.length()).toCharArray()) {
            char from = each >= 'a' && each <= 'z'
                    ? 'a'
                    : each >= 'A' && each <= 'Z' ? 'A' : each >= '0' && each <= '9' ? '0' : 0;
            int of = from == '0' ? 10 : hex ? 6 : 26;
            made.append(from == 0 ? each : (char) (from + random.nextInt(of)));
        }
        return made.toString();
    }
}
