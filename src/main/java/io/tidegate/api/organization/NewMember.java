package io.tidegate.api.organization;

/**
 * Somebody to be invited.
 *
 * @param role owner, admin, developer, support, client or device_user
 */
public record NewMember(String email, String role) {}
