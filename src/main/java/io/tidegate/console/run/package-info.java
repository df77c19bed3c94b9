/**
 * The pages of runs: which there were, and what one of them asked, waited for and found. Asks the API for everything.
 */
@NullMarked
package io.tidegate.console.run;

import org.jspecify.annotations.NullMarked;
