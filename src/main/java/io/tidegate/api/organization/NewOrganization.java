package io.tidegate.api.organization;

import org.jspecify.annotations.Nullable;

/**
 * An organization to be.
 *
 * @param slug 2 to 40 small letters, digits and dashes
 * @param name the slug when null
 * @param owner e-mail of the one who is to own it
 */
public record NewOrganization(String slug, @Nullable String name, String owner) {}
