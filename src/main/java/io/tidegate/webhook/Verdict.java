package io.tidegate.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a delivery. */
sealed interface Verdict {
    /**
     * Nothing is made of it.
     *
     * @param status of the answer
     * @param title what the sender is told
     * @param reason what the log is told
     * @param about what was wrong with it, as the log's column {@code refusal} has it: signature, time or body; null: else
     */
    record Refused(
            int status,
            String title,
            String reason,
            @Nullable String about) implements Verdict {
        /** Not known or not signed: told alike, so that nobody learns which. */
        static Refused stranger(String reason) {
            return stranger(reason, "signature");
        }

        /** Signed too long ago. */
        static Refused late(String reason) {
            return stranger(reason, "time");
        }

        /** Genuine, and not to be made sense of. */
        static Refused unreadable(String title, String reason) {
            return new Refused(400, title, reason, "body");
        }

        private static Refused stranger(String reason, String about) {
            return new Refused(401, "The address or the signature is wrong.", reason, about);
        }
    }

    /**
     * It is genuine, and goes into the log.
     *
     * @param ignored why nothing is to do; null when something is
     * @param delivery its id
     * @param hash of what was signed
     * @param happened by the provider's clock, never later than now
     * @param anew the types to list anew
     * @param records what to apply, by type
     * @param note more for the log; null when there is none
     */
    record Genuine(
            @Nullable String ignored,
            String delivery,
            String hash,
            String event,
            Instant happened,
            List<String> anew,
            ObjectNode records,
            @Nullable String note)
            implements Verdict {
        /** The same, with nothing to be done. */
        Genuine idle(String why) {
            return new Genuine(why, delivery, hash, event, happened, anew, records, note);
        }
    }
}
