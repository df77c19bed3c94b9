package io.tidegate.api.organization;

import io.tidegate.account.Organization;

/**
 * An organization.
 *
 * @param slug what commands and headers name it by
 */
public record OrganizationView(long id, String slug, String name) {
    static OrganizationView of(Organization organization) {
        return new OrganizationView(organization.id(), organization.slug(), organization.name());
    }
}
