package io.tidegate.device.log;

/** Names a record within its workspace. */
record RecordKey(String table, String pk) {}
