/**
 * What can be asked of Tidegate and what it answers, apart from how both travel: REST brings requests over HTTP, the
 * command line hands them over in its own process. An operation declares its path, its permission and its parameters, and
 * the document of all operations is made from that.
 */
@NullMarked
package io.tidegate.api;

import org.jspecify.annotations.NullMarked;
