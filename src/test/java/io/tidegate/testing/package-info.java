/** What tests of several packages share: a real database for each test class. */
@NullMarked
package io.tidegate.testing;

import org.jspecify.annotations.NullMarked;
