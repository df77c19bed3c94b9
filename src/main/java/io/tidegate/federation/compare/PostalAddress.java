package io.tidegate.federation.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A postal address in its parts; each may be missing. Of a text, parts are what commas and line ends separate: the country
 * is known by its name, the county by {@code Co.}, the postcode by its form, the last of the others is the town.
 *
 * @param line1 house and street
 * @param line2 what else stands between street and town
 */
public record PostalAddress(
        @Nullable String line1,
        @Nullable String line2,
        @Nullable String town,
        @Nullable String county,
        @Nullable String postcode,
        @Nullable String country) {
    private static final Pattern COUNTRY = Pattern.compile(
            "(?:republic of |northern )?ireland|éire|eire|united kingdom|uk|england|scotland|wales|usa",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern COUNTY =
            Pattern.compile("(?:co\\. ?|(?:co|county|contae) )\\p{L}[\\p{L} '’-]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern EIRCODE = Pattern.compile("([A-Z]\\d[\\dW]) ?([A-Z\\d]{4})", Pattern.CASE_INSENSITIVE);
    private static final Pattern POSTCODE =
            Pattern.compile("([A-Z]{1,2}\\d[A-Z\\d]?) ?(\\d[A-Z]{2})", Pattern.CASE_INSENSITIVE);

    /** Takes a text apart; of a part that is found twice, the later one counts as what it is. */
    public static PostalAddress of(String text) {
        List<String> rest = new ArrayList<>(Stream.of(text.split("[,;\\r\\n]+"))
                .map(part -> part.replaceAll("[\\p{Z}\\p{Cc}]+", " ").strip())
                .filter(part -> !part.isEmpty())
                .toList());
        String country = take(rest, COUNTRY);
        String postcode = take(rest, EIRCODE);
        postcode = postcode == null ? take(rest, POSTCODE) : postcode;
        String county = take(rest, COUNTY);
        String town = rest.size() < 2 ? null : rest.remove(rest.size() - 1);
        String line1 = rest.isEmpty() ? null : rest.remove(0);
        return new PostalAddress(
                line1,
                rest.isEmpty() ? null : String.join(", ", rest),
                town,
                county,
                postcode == null ? null : spaced(postcode),
                country);
    }

    private static @Nullable String take(List<String> parts, Pattern what) {
        // the first part is a house or a street, whatever it looks like
        for (int i = parts.size() - 1; i > 0; i--) {
            if (what.matcher(parts.get(i)).matches()) {
                return parts.remove(i);
            }
        }
        return null;
    }

    private static String spaced(String postcode) {
        String upper = postcode.toUpperCase(Locale.ROOT);
        return (EIRCODE.matcher(upper).matches() ? EIRCODE : POSTCODE)
                .matcher(upper)
                .replaceFirst("$1 $2");
    }

    /** In one line, its parts in their order, separated by commas; empty when there are none. */
    public String line() {
        return Stream.of(line1, line2, town, county, postcode, country)
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(", "));
    }
}
