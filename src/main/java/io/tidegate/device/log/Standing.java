package io.tidegate.device.log;

import io.tidegate.protocol.ChangeStamp;
import org.jspecify.annotations.Nullable;

/**
 * What stands of a record: its row, or the tombstone that is left of it.
 *
 * @param version of the log
 * @param parent of a thread its project, of a message its thread; null of others and where there is none
 */
public record Standing(
        ChangeStamp stamp,
        long version,
        boolean deleted,
        @Nullable String parent) {}
