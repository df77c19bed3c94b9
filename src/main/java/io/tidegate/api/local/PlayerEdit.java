package io.tidegate.api.local;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to change of a player; null where it stays, an empty text where it is to be emptied.
 *
 * @param dateOfBirth as 2010-03-04 or 04/03/2010
 * @param phone a number without a country's prefix is Irish
 * @param address in one line, its parts separated by commas; instead of the parts
 */
public record PlayerEdit(
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String dateOfBirth,
        @Nullable String gender,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String address,
        @Nullable String addressLine1,
        @Nullable String addressLine2,
        @Nullable String town,
        @Nullable String county,
        @Nullable String postcode,
        @Nullable String country) {
    /** By field, without what stays. */
    Map<String, @Nullable String> wishes() {
        Map<String, @Nullable String> wishes = new LinkedHashMap<>();
        wishes.put("firstName", firstName);
        wishes.put("lastName", lastName);
        wishes.put("dateOfBirth", dateOfBirth);
        wishes.put("gender", gender);
        wishes.put("email", email);
        wishes.put("phone", phone);
        wishes.put("address", address);
        wishes.put("addressLine1", addressLine1);
        wishes.put("addressLine2", addressLine2);
        wishes.put("town", town);
        wishes.put("county", county);
        wishes.put("postcode", postcode);
        wishes.put("country", country);
        wishes.values().removeIf(wish -> wish == null);
        return wishes;
    }

    @Override
    public String toString() {
        return "PlayerEdit" + wishes().keySet();
    }
}
