package io.tidegate.account.sign;

import io.tidegate.account.TokenText;
import java.time.Duration;

/** What came of an attempt to sign in. */
public sealed interface SignedIn {
    /**
     * It is them.
     *
     * @param cookie of a new session
     */
    record Yes(TokenText cookie) implements SignedIn {}

    /** It is not, or nobody says; the words tell no more than may be known. */
    record No(String words) implements SignedIn {}

    /** Too many attempts failed: not looked at before that time has passed. */
    record Later(Duration remaining) implements SignedIn {
        /** For people. */
        public String words() {
            long seconds = remaining.toSeconds() + 1;
            return "Too many attempts failed. Try again in "
                    + (seconds < 120 ? seconds + " s." : (seconds + 59) / 60 + " minutes.");
        }
    }
}
