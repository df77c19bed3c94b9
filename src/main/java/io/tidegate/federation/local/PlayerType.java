package io.tidegate.federation.local;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** Whether a player is of age. */
public enum PlayerType {
    YOUTH,
    /** From the 18th birthday on. */
    ADULT;

    private static final int OF_AGE = 18;

    /** Whoever was born later than that is not of age yet. */
    public static LocalDate limit(Instant now) {
        return now.atZone(ZoneOffset.UTC).toLocalDate().minusYears(OF_AGE);
    }

    public static PlayerType of(LocalDate born, Instant now) {
        return born.isAfter(limit(now)) ? YOUTH : ADULT;
    }

    /** As the database and REST write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
