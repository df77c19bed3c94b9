package io.tidegate.api.organization;

/**
 * What is to change of a member.
 *
 * @param role owner, admin, developer, support, client or device_user
 */
public record MemberEdit(String role) {}
