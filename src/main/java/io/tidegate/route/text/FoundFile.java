package io.tidegate.route.text;

import org.jspecify.annotations.Nullable;

/**
 * A route file as found on disk: its text, or why that could not be read.
 *
 * @param name relative to the routes folder, with {@code /}
 */
public record FoundFile(
        String name, @Nullable String text, @Nullable RefusedFileException refusal) {}
