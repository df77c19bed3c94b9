/**
 * Tries route files out in a Camel context of their own, in which every route is made and none is started. What Camel
 * refuses is explained with file and line.
 */
@NullMarked
package io.tidegate.route.trial;

import org.jspecify.annotations.NullMarked;
