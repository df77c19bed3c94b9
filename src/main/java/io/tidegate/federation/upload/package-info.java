/**
 * Files of members that are uploaded where no API tells them. A file is kept until another takes its place, so that a run
 * which is tried again reads it again.
 */
@NullMarked
package io.tidegate.federation.upload;

import org.jspecify.annotations.NullMarked;
