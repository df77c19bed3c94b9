package io.tidegate.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.budget.Lane;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockLaneStore;
import io.tidegate.provider.RateLimit;
import io.tidegate.provider.ResourceType;
import io.tidegate.provider.failure.InvalidResponseException;
import io.tidegate.record.Position;
import io.tidegate.run.Listing;
import io.tidegate.run.SyncRun;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns who a dock's credentials are, where a provider limits users or projects and not tokens: several tokens of one
 * account then share its budget and its lane from the next run on.
 */
public final class Accounts {
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final String TYPE = "account";

    private final DockLaneStore lanes;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final boolean sequential;

    /** @param sequential whether all docks share one lane */
    public Accounts(DockLaneStore lanes, ObjectMapper json, InstantSource clock, boolean sequential) {
        this.lanes = lanes;
        this.json = json;
        this.clock = clock;
        this.sequential = sequential;
    }

    /** The dock, if its provider must be asked: not where a parameter says it, nor when it is known already. */
    public List<Long> unknown(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        RateLimit.Account account = run.provider().rateLimit().account();
        String scopeId = run.dock().access().scopeId();
        if (account == null || (account.parameter() == null && Lane.isAccount(scopeId))) {
            return List.of();
        } else if (account.parameter() == null) {
            return List.of(run.dock().id());
        }
        String named =
                run.dock().parameters().getOrDefault(account.parameter(), "").strip();
        // looked at in every run, since a parameter may be set anew
        if (!named.isEmpty()
                && !Lane.ofAccount(run.provider().name(), run.provider().rateLimit(), named)
                        .scopeId()
                        .equals(scopeId)) {
            keep(run, named);
        }
        return List.of();
    }

    /** Makes the request for the account the next one. */
    public void begin(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        RateLimit.Account account =
                Objects.requireNonNull(run.provider().rateLimit().account());
        ResourceType type = ResourceType.account(run.provider().name(), TYPE, Objects.requireNonNull(account.path()));
        exchange.setProperty("type", TYPE);
        exchange.setProperty(
                Listing.PROPERTY, new Listing(run, type, Position.none(""), "", name -> null, clock.instant()));
    }

    /** @throws InvalidResponseException when the answer does not say who it is */
    public void learn(Exchange exchange) throws IOException {
        SyncRun run = SyncRun.of(exchange);
        RateLimit.Account account =
                Objects.requireNonNull(run.provider().rateLimit().account());
        String id = account.id()
                .first(json.readTree(exchange.getMessage().getBody(byte[].class)))
                .asText("")
                .strip();
        if (id.isEmpty() || id.length() > Lane.LONGEST_ACCOUNT) {
            throw new InvalidResponseException(200, "the answer names no account at " + account.id());
        }
        keep(run, id);
    }

    private void keep(SyncRun run, String account) {
        Dock dock = run.dock();
        Lane lane = Lane.ofAccount(dock.provider(), run.provider().rateLimit(), account);
        lanes.know(dock.id(), lane.scopeId(), lane.key(sequential), clock.instant());
        LOG.info("dock {} is of account {}, whose limit it shares", dock.name(), account);
    }
}
