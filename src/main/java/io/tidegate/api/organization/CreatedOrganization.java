package io.tidegate.api.organization;

import io.tidegate.api.Secretive;

/** An organization that was just made, and what lets its owner in. */
public record CreatedOrganization(OrganizationView organization, Invitation owner) implements Secretive {
    @Override
    public CreatedOrganization withoutSecret() {
        return new CreatedOrganization(organization, owner.withoutSecret());
    }
}
