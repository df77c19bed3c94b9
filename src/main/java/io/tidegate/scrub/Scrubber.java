package io.tidegate.scrub;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts without what looks like a credential. */
public final class Scrubber {
    private static final String HIDDEN = "[redacted]";

    /**
     * Something that looks like a credential.
     *
     * @param signs one of them is in every text that the pattern finds: looked for first, since that costs almost nothing
     * @param pattern its group {@code keep} stays
     */
    private record Look(List<String> signs, Pattern pattern) {
        static Look of(String signs, String pattern) {
            return new Look(Arrays.asList(signs.split(" ")), Pattern.compile(pattern));
        }

        String without(String text) {
            for (String sign : signs) {
                if (text.contains(sign)) {
                    return replaced(text);
                }
            }
            return text;
        }

        private String replaced(String text) {
            Matcher matcher = pattern.matcher(text);
            if (!matcher.find()) {
                return text;
            }
            StringBuilder without = new StringBuilder(text.length());
            do {
                String keep = matcher.group("keep");
                matcher.appendReplacement(without, Matcher.quoteReplacement((keep == null ? "" : keep) + HIDDEN));
            } while (matcher.find());
            return matcher.appendTail(without).toString();
        }
    }

    /** Ends a value: a blank, a quote, a bracket, or the next field. */
    private static final String VALUE = "[^\\s\"'<>&,;)\\]}]+";

    private static final List<Look> LOOKS = List.of(
            // headers, as in {Authorization=Basic dTpw} and "Authorization: Bearer abc"
            Look.of(
                    "uthorization UTHORIZATION -Key -key -KEY -Token -token -TOKEN ookie OOKIE",
                    "(?i)(?<keep>\\b(?:(?:proxy-)?authorization|x-api-key|api-key|x-[a-z-]*token|private-token|(?:set-)?cookie)"
                            + "[\"']?\\s*[:=]\\s*[\"'\\[]*)[^\\s\"',;)\\]}][^\\r\\n\"',)\\]}]*"),
            // a scheme and what follows, unless it is a word
            Look.of(
                    "earer EARER asic ASIC",
                    "(?<keep>\\b(?i:bearer|basic)\\s+)(?=\\S*(?:\\d|=|[a-z][A-Z]))[A-Za-z0-9._~+/=-]{6,}"),
            // what providers made recognisable
            Look.of(
                    "_ glpat- xox sk- AKIA ASIA AIza",
                    "(?<keep>)\\b(?:gh[opusr]_[A-Za-z0-9]{8,}|github_pat_\\w{8,}|do[opr]_v1_\\w{8,}|tdgi?_[\\w-]{8,}"
                            + "|glpat-[\\w-]{8,}|xox[abeprs]-[\\w-]{8,}|[sr]k_(?:live|test)_\\w{8,}|sk-[\\w-]{16,}"
                            + "|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[\\w-]{30,}|whsec_[\\w+/=]{8,}|npm_\\w{20,})"),
            Look.of("eyJ", "(?<keep>)\\beyJ[\\w-]{6,}\\.[\\w-]{6,}(?:\\.[\\w-]*)?"),
            Look.of("PRIVATE", "(?<keep>-----BEGIN [A-Z ]*PRIVATE KEY-----)[^-]*(?:-----END [A-Z ]*-----)?"),
            // a URL's user
            Look.of("://", "(?<keep>://)[^\\s/?#@\"']*:[^\\s/?#\"']*@"),
            // a URL's query
            Look.of(
                    "?",
                    "(?i)(?<keep>[?&](?:[a-z0-9_.-]*[_.-])?(?:api)?(?:key|token|secret|password|passwd|pwd|signature|sig|auth|credential|code)=)"
                            + VALUE),
            Look.of(
                    "&",
                    "(?i)(?<keep>&(?:[a-z0-9_.-]*[_.-])?(?:api)?(?:key|token|secret|password|passwd|pwd|signature|sig|auth|credential)=)"
                            + VALUE),
            // forms and settings
            Look.of(
                    "assword ASSWORD asswd ASSWD _secret _SECRET _token _TOKEN aster-key ASTER_KEY",
                    "(?i)(?<keep>\\b[a-z0-9_.-]*(?:password|passwd|client_secret|access_token|refresh_token|id_token"
                            + "|master[-_]key)[\"']?\\s*[=:]\\s*[\"']?)(?!file:|env:|stdin)" + VALUE));

    private Scrubber() {}

    /** The text, with {@code [redacted]} in the place of each. */
    public static String scrubbed(String text) {
        String clean = text;
        for (Look look : LOOKS) {
            clean = look.without(clean);
        }
        return clean;
    }
}
