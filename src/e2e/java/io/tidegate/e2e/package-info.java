/**
 * The console in a real browser: what people see, press and hear of it, and what no page may do. Only the Maven profile
 * {@code e2e} compiles and runs these tests; they name things by the roles and words that a person meets.
 */
@NullMarked
package io.tidegate.e2e;

import org.jspecify.annotations.NullMarked;
