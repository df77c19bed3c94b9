/**
 * Fields that both sides of a record changed, side by side, with who won and why; and what each run over such records came
 * to. What a run decided can be settled otherwise here.
 */
@NullMarked
package io.tidegate.console.conflict;

import org.jspecify.annotations.NullMarked;
