package io.tidegate.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.budget.Endpoint;
import io.tidegate.budget.Observation;
import io.tidegate.budget.Outcome;
import io.tidegate.budget.Permit;
import io.tidegate.budget.Refusal;
import io.tidegate.provider.ResourceType;
import io.tidegate.provider.Source;
import io.tidegate.provider.failure.InvalidResponseException;
import io.tidegate.provider.request.ProviderRequest;
import io.tidegate.provider.request.Template;
import io.tidegate.record.Position;
import io.tidegate.record.ProviderRecord;
import io.tidegate.record.ResourceStore.ListKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** One list on its way from its first page to its last. Lives in the exchange property {@code listing}. */
public final class Listing {
    public static final String PROPERTY = "listing";

    private final SyncRun run;
    private final ResourceType type;
    private final ListKey list;
    private final Instant startedAt;
    private final int failuresBefore;
    private final Template.Values values;
    private final String owner;
    private final Increment increment;
    private final Conditional conditional = new Conditional();
    private final Attempts attempts = new Attempts();
    private SeenPages seen = new SeenPages();
    private final Set<String> gone = new LinkedHashSet<>();
    private boolean inOneGo;
    private @Nullable String cursor;
    private int page;
    private long listed;
    private boolean ended;
    private boolean cut;
    private boolean empty;
    private boolean restarted;
    private boolean anew;
    private @Nullable Sent sent;
    private @Nullable ProviderRequest asked;

    /**
     * @param owner what a token must belong to; see {@link Position.Increment}
     * @param values what the places of the declaration's texts are filled with
     */
    public Listing(
            SyncRun run, ResourceType type, Position position, String owner, Template.Values values, Instant now) {
        this.run = run;
        this.type = type;
        this.list = new ListKey(run.dock().id(), type.name(), position.parentKey());
        this.failuresBefore = position.failures();
        this.owner = owner;
        this.values = values;
        boolean resumed = position.resumable(type.version())
                && (!type.paging().leads() || run.leadsToProvider(position.cursor()))
                // else its token would cover pages that were listed for another account
                && (type.incremental() == null
                        || owner.equals(position.increment().tokenOf()))
                // what an earlier claim was told to delete is not known any more
                && !(position.increment().partial() && type.reader().tellsDeletions());
        this.inOneGo = !resumed;
        this.startedAt = resumed && position.startedAt() != null ? position.startedAt() : now;
        this.increment = new Increment(type.incremental(), position, resumed, owner, startedAt);
        this.cursor = resumed ? position.cursor() : null;
        this.page = resumed ? position.page() : 0;
        this.listed = (long) page * type.list().pageSize();
    }

    public static Listing of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Listing.class);
    }

    public ResourceType type() {
        return type;
    }

    public ListKey list() {
        return list;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public boolean inOneGo() {
        return inOneGo;
    }

    public int failuresBefore() {
        return failuresBefore;
    }

    public @Nullable String cursor() {
        return cursor;
    }

    /** Pages committed. */
    public int pages() {
        return page;
    }

    /** Whether no page of it, as far as it was listed in one go, held a record. */
    public boolean heldNothing() {
        return seen.heldNothing();
    }

    /**
     * The request for the next page.
     *
     * @throws IllegalArgumentException when a value for one of its places is missing
     */
    public ProviderRequest next() {
        asked = null;
        empty = false;
        asked = type.request(increment.asked(cursor), values);
        return asked;
    }

    /** What was asked for last, without its query; null when nothing was. */
    public @Nullable String lastRequest() {
        return asked == null ? null : asked.method() + " " + asked.target();
    }

    /** What is asked for, as far as limits tell requests apart. */
    public Endpoint endpoint() {
        Source source = type.list();
        return new Endpoint(
                type.name(),
                source.quota(),
                new Endpoint.Request(isPartial(), source.request().method(), source.path()));
    }

    /** The request may be sent, after having waited for that. */
    public void granted(Permit.Granted permit, Duration waited) {
        sent = run.granted(permit, endpoint());
        attempts.permitted(waited);
    }

    /** The requests for the page that is asked for. */
    public Attempts attempts() {
        return attempts;
    }

    /** An answer came. What it said of the limit is kept until the next permit writes it down. */
    public void answered(@Nullable Observation said, @Nullable Refusal refusal) {
        if (sent != null) {
            sent.answered(said, refusal);
        }
    }

    /** What became of this listing's last permit, or of another's that is over; once. */
    public @Nullable Outcome takeOutcome() {
        return run.takeOutcome(sent);
    }

    /** Whether it asks for changes alone. */
    public boolean isPartial() {
        return increment.isPartial();
    }

    /** What it asked with; null when it asks for everything. */
    public @Nullable String since() {
        return increment.known();
    }

    /** What that belongs to; see {@link Position.Increment}. */
    public String owner() {
        return owner;
    }

    /** What the next listing asks with; null when nothing told it, or when a break lies in what was gone before it. */
    public @Nullable String nextSince() {
        return increment.isCovered(inOneGo) ? increment.next() : null;
    }

    /** The body of a page came. */
    public void told(JsonNode body) {
        increment.told(body);
    }

    /** Whether a record counts: not when it tells of its own deletion, or is older than what was asked for. */
    public boolean counts(ProviderRecord one) {
        if (one.deletion()) {
            gone.add(one.id());
            return false;
        }
        gone.remove(one.id());
        increment.told(one);
        return !increment.isOld(one);
    }

    /** The ids of records that the declaration leaves out: where changes alone are asked for, they did count once. */
    public void leftOut(List<String> ids) {
        if (isPartial()) {
            gone.addAll(ids);
        }
    }

    /** The ids that the provider told to be deleted. */
    public Set<String> gone() {
        return gone;
    }

    /** The listing ends here, although there is more. */
    public void cut() {
        cut = true;
        increment.cut();
    }

    public boolean isCut() {
        return cut;
    }

    /** Whether what it did not hold is gone: it held everything there is, and no break lies in it. */
    public boolean isComplete() {
        return inOneGo && !cut && !isPartial();
    }

    /** Whether it asked for everything and got it, be it in several goes. */
    public boolean isWhole() {
        return !cut && !isPartial();
    }

    /** The provider answered in its own way that there is nothing. */
    public void answeredEmpty() {
        empty = true;
    }

    public boolean isAnsweredEmpty() {
        return empty;
    }

    /** Begins anew, asking for everything; false when it has done so before, so that asking again would not help. */
    public boolean restart() {
        anew = !restarted && (increment.restart() || cursor != null);
        restarted = true;
        cursor = null;
        page = 0;
        listed = 0;
        inOneGo = true;
        seen = new SeenPages();
        gone.clear();
        return anew;
    }

    /** Whether it has begun anew since this was asked; that is no retry, however many are allowed. */
    public boolean takeAnew() {
        boolean was = anew;
        anew = false;
        return was;
    }

    /** What is known of the page that is asked for, of a provider that honours ETags. */
    public Conditional conditional() {
        return conditional;
    }

    /** Whether to ask for another page. */
    public boolean isMore() {
        return !ended && run.goesOn();
    }

    /** Whether the last page is committed. */
    public boolean isEnded() {
        return ended;
    }

    /**
     * Looks whether a page can be the one after those before.
     *
     * @throws InvalidResponseException when the provider leads us in a circle
     */
    public void check(List<String> ids, @Nullable String next) {
        seen.check(page + 1, ids, cursor, next);
    }

    /** How many records the pages before held; of a listing that goes on, as many as were asked for. */
    public long listed() {
        return listed;
    }

    public void committed(@Nullable String next, int records) {
        page++;
        attempts.done();
        listed += records;
        cursor = next;
        ended = next == null;
    }
}
