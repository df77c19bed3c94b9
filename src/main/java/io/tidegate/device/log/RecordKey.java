package io.tidegate.device.log;

/** Names a record within its workspace. */
public record RecordKey(String table, String pk) {}
