/** The schema that editors check and complete provider files by, and what keeps it true. */
@NullMarked
package io.tidegate.schema;

import org.jspecify.annotations.NullMarked;
