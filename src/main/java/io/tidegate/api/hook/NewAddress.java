package io.tidegate.api.hook;

import org.jspecify.annotations.Nullable;

/**
 * An address that is asked for.
 *
 * @param anew whether to make another one even when there is one, which then is nobody's; false when null
 */
public record NewAddress(@Nullable Boolean anew) {}
