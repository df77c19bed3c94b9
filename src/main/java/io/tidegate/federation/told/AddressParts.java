package io.tidegate.federation.told;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts an address together that comes in parts, under any of their usual names. */
final class AddressParts {
    private static final List<Set<String>> ORDER = List.of(
            Set.of("line1", "addressline1", "address1", "street", "streetaddress", "street1"),
            Set.of("line2", "addressline2", "address2", "street2"),
            Set.of("line3", "addressline3", "address3", "street3", "locality"),
            Set.of("town", "city", "posttown", "addresslocality"),
            Set.of("county", "state", "region", "province", "addressregion"),
            Set.of("postcode", "eircode", "zip", "zipcode", "postalcode"),
            Set.of("country", "countrycode", "addresscountry"));

    private static final int COUNTY = 4;
    private static final int COUNTRY = 6;

    /** Of Ireland, which a line tells from towns by the word before them. */
    private static final Set<String> COUNTIES = Set.of(
            "antrim armagh carlow cavan clare cork derry donegal down dublin fermanagh galway kerry kildare kilkenny laois"
                    .concat(
                            " leitrim limerick longford louth mayo meath monaghan offaly roscommon sligo tipperary tyrone")
                    .concat(" waterford westmeath wexford wicklow")
                    .split(" "));

    private AddressParts() {}

    /** In one text, its parts in their order, separated by line ends. */
    static String text(JsonNode address) {
        return ORDER.stream()
                .map(names -> address.properties().stream()
                        .filter(part -> names.contains(plain(part.getKey()))
                                && part.getValue().isValueNode())
                        .map(part -> part.getValue().asText("").strip())
                        .filter(text -> !text.isEmpty() && !text.equals("null"))
                        .findFirst()
                        .map(text -> named(ORDER.indexOf(names), text))
                        .orElse(null))
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    private static @Nullable String named(int place, String text) {
        if (place == COUNTY && COUNTIES.contains(text.toLowerCase(Locale.ROOT))) {
            return "Co. " + text;
        } else if (place == COUNTRY && text.matches("[A-Za-z]{2}")) {
            return new Locale("", text).getDisplayCountry(Locale.ENGLISH);
        }
        return text;
    }
}
