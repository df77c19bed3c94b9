package io.tidegate.federation.compare;

import java.util.Locale;

/** Who wins where both sides changed a field. A plain change is applied, and a local edit stays, under each. */
public enum Strategy {
    FEDERATION_WINS,
    LOCAL_WINS,
    /** The federation's value where the local one was not edited, the local one where it was. */
    MERGE;

    /** As the database, REST and declarations write it, such as {@code federation_wins}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when no strategy is called so; says which there are */
    public static Strategy of(String word) {
        for (Strategy one : values()) {
            if (one.word().equals(word)) {
                return one;
            }
        }
        throw new IllegalArgumentException("allowed are federation_wins, local_wins, merge");
    }
}
