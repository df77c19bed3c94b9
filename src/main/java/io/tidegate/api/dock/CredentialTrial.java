package io.tidegate.api.dock;

import io.tidegate.api.Problem;
import io.tidegate.budget.Endpoint;
import io.tidegate.budget.Lane;
import io.tidegate.budget.Observation;
import io.tidegate.budget.Outcome;
import io.tidegate.budget.Permit;
import io.tidegate.budget.RateLimitHeaders;
import io.tidegate.budget.Refusal;
import io.tidegate.provider.Provider;
import io.tidegate.provider.ResourceType;
import io.tidegate.provider.access.Authentication;
import io.tidegate.rehearsal.Cast;
import io.tidegate.rehearsal.Rehearsal;
import io.tidegate.rehearsal.TypeReport;
import io.tidegate.rehearsal.Wanted;
import io.tidegate.vault.Credentials;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks a provider whether it takes credentials before a dock gets them: one page of one list, with its own permit. */
final class CredentialTrial {
    private static final int TOO_MANY = 429;

    private final DockParts parts;
    private final DockSecrets secrets;

    CredentialTrial(DockParts parts, DockSecrets secrets) {
        this.parts = parts;
        this.secrets = secrets;
    }

    /**
     * Asks.
     *
     * @return why they could not be tried, in words; null when they were, and are good
     * @throws Problem when the provider refuses them, or cannot be reached
     */
    @Nullable String ask(
            Provider provider, Map<String, String> parameters, Authentication authentication, Credentials credentials) {
        if (authentication instanceof Authentication.None
                || credentials.secrets().isEmpty()) {
            return null;
        } else if (DockSecrets.isUsedUp(authentication)) {
            return "They were not tried: each use replaces them. The first sync tells.";
        }
        ResourceType type = provider.types().values().stream()
                .filter(each -> each.lists().isOne() && each.list().route() == null)
                .findFirst()
                .orElse(null);
        if (type == null) {
            return "They were not tried: " + provider.access().title()
                    + " has no list that can be asked for by itself. The first sync tells.";
        }
        Lane lane = new Lane(provider.name(), provider.rateLimit(), secrets.scopeId(authentication, credentials));
        Endpoint endpoint = new Endpoint(
                type.name(),
                null,
                new Endpoint.Request(false, "GET", type.list().path().toString()));
        Permit permit = parts.budgets().take(lane, endpoint, null, parts.clock().instant());
        if (permit instanceof Permit.Wait wait) {
            return "They were not tried: " + wait.reason() + ". The first sync tells.";
        }
        TypeReport report = report(provider, parameters, credentials, type);
        parts.budgets()
                .note(
                        lane,
                        outcome((Permit.Granted) permit, endpoint, provider, report),
                        parts.clock().instant());
        return verdict(report);
    }

    private TypeReport report(
            Provider provider, Map<String, String> parameters, Credentials credentials, ResourceType type) {
        Cast cast = Cast.ofSecrets(provider, parameters, credentials, parts.egress(), parts.clock());
        try (Rehearsal rehearsal = new Rehearsal(cast, parts.clock())) {
            return rehearsal
                    .ask(new Wanted(Set.of(type.name()), null, null, null))
                    .get(0)
                    .report();
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("/parameters", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("the connection cannot be closed", e);
        }
    }

    private Outcome outcome(Permit.Granted permit, Endpoint endpoint, Provider provider, TypeReport report) {
        TypeReport.Answered answer = report.answer();
        if (answer == null) {
            return new Outcome(permit, endpoint, false, null, null);
        }
        Instant now = parts.clock().instant();
        Observation seen = new RateLimitHeaders(provider.rateLimit().reset())
                .read(provider.rateLimit().names().standard(answer.limitHeaders()), now);
        Refusal refusal = answer.status() == TOO_MANY
                ? new Refusal(
                        now,
                        TOO_MANY,
                        endpoint.request().path(),
                        provider.rateLimit().unsaid(),
                        false)
                : null;
        return new Outcome(permit, endpoint, true, seen, refusal);
    }

    private static @Nullable String verdict(TypeReport report) {
        TypeReport.Answered answer = report.answer();
        boolean limited = answer != null && answer.status() == TOO_MANY;
        return switch (report.outcome()) {
            case READ, SKIPPED -> null;
            case NOT_ASKED -> "They were not tried: " + report.problem() + ". The first sync tells.";
            case FAILED -> {
                if (limited) {
                    yield "They were not tried to the end: " + report.problem() + ". The first sync tells.";
                }
                throw new Problem(
                        Problem.Kind.REFUSED_BY_PROVIDER,
                        report.problem() + ". Nothing was stored; say validate=false to store it all the same.");
            }
        };
    }
}
