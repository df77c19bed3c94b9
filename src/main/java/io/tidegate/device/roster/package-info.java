/**
 * The devices of a workspace as people look after them: each has a token by which it is known, and is so far behind.
 * What devices exchange is no part of it.
 */
@NullMarked
package io.tidegate.device.roster;

import org.jspecify.annotations.NullMarked;
