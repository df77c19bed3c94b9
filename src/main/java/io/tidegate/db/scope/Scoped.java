package io.tidegate.db.scope;

import org.jdbi.v3.core.Jdbi;

/**
 * A transaction that sees one organization.
 *
 * @param jdbi for stores; what they do takes part in the transaction
 */
public record Scoped(long organization, Jdbi jdbi) {}
