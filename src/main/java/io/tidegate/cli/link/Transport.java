package io.tidegate.cli.link;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings a request to the API and its answer back. */
@SuppressWarnings("ArrayRecordComponent") // bodies are read once, and never compared
public interface Transport {
    /**
     * Something asked.
     *
     * @param path below {@code /api/v1}
     * @param body JSON; empty for none
     */
    record Asked(String method, String path, Map<String, String> query, Map<String, String> headers, byte[] body) {}

    /**
     * What was answered, whatever its status.
     *
     * @param tag of the version that this shows; null where it shows none
     */
    record Told(int status, byte[] body, @Nullable String tag) {
        Told(int status, byte[] body) {
            this(status, body, null);
        }
    }

    /** Asks. */
    Told ask(Asked asked);

    /**
     * Asks for a long answer, which is written as it comes where the status is 200.
     *
     * @return the answer with an empty body then, else the problem
     * @throws IOException when the answer breaks off, or cannot be written
     */
    Told stream(Asked asked, OutputStream out) throws IOException;

    /** Whether the API is in this process, on the machine where Tidegate's database is at hand. */
    boolean isLocal();
}
