/**
 * Devices, servers and a database, each a process of its own, that are killed, parted and brought back while devices write.
 * Afterwards every replica is held against the log, and the log against what each device had written down beside its file.
 */
@NullMarked
package io.tidegate.fleet;

import org.jspecify.annotations.NullMarked;
