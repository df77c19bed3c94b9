/** Access tokens against a token URL that answers as its script says, and over a real database. */
@NullMarked
package io.tidegate.oauth;

import org.jspecify.annotations.NullMarked;
