package io.tidegate.api.conflict;

import io.tidegate.api.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a conflict is to be settled.
 *
 * @param as federation or local: what that side held when the conflict was met; value: another one
 * @param value with value alone; an empty text empties the field
 */
public record SettleWish(String as, @Nullable String value) {
    /** What it can be settled as. */
    static final List<String> CHOICES = List.of("federation", "local", "value");

    /** @throws Problem when it is none of what there is */
    public SettleWish {
        if (as == null || !CHOICES.contains(as)) {
            throw Problem.invalid("/as", "is none of " + String.join(", ", CHOICES));
        } else if (as.equals("value") == (value == null)) {
            throw Problem.invalid(
                    "/value", value == null ? "is missing: say what the field is to hold" : "is for value alone");
        }
    }

    @Override
    public String toString() {
        return "SettleWish[" + as + "]";
    }
}
