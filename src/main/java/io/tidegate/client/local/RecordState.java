package io.tidegate.client.local;

import io.tidegate.protocol.ChangeStamp;

/**
 * What is known of a record, be it a row or a tombstone.
 *
 * @param version the highest one the backend gave to a write of it that is known here; 0 where it has none
 * @param pending whether it stays on this device for now
 */
public record RecordState(ChangeStamp stamp, long version, boolean deleted, boolean pending) {}
