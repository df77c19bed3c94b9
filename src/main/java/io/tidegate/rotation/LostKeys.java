package io.tidegate.rotation;

import io.tidegate.rotation.SealedStore.Count;
import io.tidegate.rotation.SealedStore.LostDock;
import io.tidegate.vault.KeyWrap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what was sealed with master keys that are no longer there, and says what to do about it. */
public final class LostKeys {
    private static final int NAMED = 50;

    private final SealedStore values;
    private final KeyWrap keys;

    public LostKeys(SealedStore values, KeyWrap keys) {
        this.values = values;
        this.keys = keys;
    }

    /** The docks whose credentials cannot be opened. */
    public List<LostDock> docks() {
        List<String> lost = values.counts().stream()
                .map(Count::keyId)
                .distinct()
                .filter(each -> !keys.has(each))
                .toList();
        return lost.isEmpty() ? List.of() : values.docks(lost);
    }

    /** One message of all of them; null when there are none. */
    public @Nullable String message() {
        List<LostDock> docks = docks();
        if (docks.isEmpty()) {
            return null;
        }
        String ids = docks.stream().map(LostDock::keyId).distinct().collect(Collectors.joining(", "));
        String names = docks.stream()
                .limit(NAMED)
                .map(dock -> dock.id() + " (" + dock.name() + ")")
                .collect(Collectors.joining(", "));
        return "The master key %s is missing, so the credentials of %d %s cannot be opened: %s%s. Add the key again, or give each new credentials: tidegate dock set ID --token-stdin, or --secret NAME=file:PATH for each of its secrets. All other docks go on."
                .formatted(
                        ids,
                        docks.size(),
                        docks.size() == 1 ? "dock" : "docks",
                        names,
                        docks.size() > NAMED ? " and " + (docks.size() - NAMED) + " more" : "");
    }
}
