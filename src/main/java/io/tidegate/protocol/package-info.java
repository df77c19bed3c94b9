/**
 * What devices and the server of device sync agree on: clocks and stamps, the rule by which one write wins over another,
 * the tables with their columns, changes and codes. Both sides run these same classes, which need nothing but Java.
 */
@NullMarked
package io.tidegate.protocol;

import org.jspecify.annotations.NullMarked;
