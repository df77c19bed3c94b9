/** Records that are edited on both sides, through the whole flow: real routes, a scripted federation and a CRM. */
@NullMarked
package io.tidegate.federation.flow;

import org.jspecify.annotations.NullMarked;
