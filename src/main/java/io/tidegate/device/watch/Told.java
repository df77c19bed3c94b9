package io.tidegate.device.watch;

import io.tidegate.protocol.SyncChange;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A change that is told to many: whoever writes it first does so for all. */
public final class Told {
    private final SyncChange change;
    private volatile @Nullable String text;

    public Told(SyncChange change) {
        this.change = change;
    }

    public SyncChange change() {
        return change;
    }

    /** @param writing the same for all who ask */
    public String text(Function<SyncChange, String> writing) {
        String written = text;
        if (written == null) {
            written = writing.apply(change);
            text = written;
        }
        return written;
    }
}
