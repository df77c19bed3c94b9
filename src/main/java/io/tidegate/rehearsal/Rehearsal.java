package io.tidegate.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tidegate.provider.Lists;
import io.tidegate.provider.Provider;
import io.tidegate.provider.ResourceType;
import io.tidegate.provider.failure.LimitedException;
import io.tidegate.provider.failure.ProviderException;
import io.tidegate.provider.failure.SkippedException;
import io.tidegate.provider.failure.UnauthorizedException;
import io.tidegate.record.Position;
import io.tidegate.record.ProviderRecord;
import io.tidegate.rehearsal.Conversation.Heard;
import io.tidegate.rehearsal.TypeReport.Answered;
import io.tidegate.rehearsal.TypeReport.Outcome;
import io.tidegate.run.ListValues;
import io.tidegate.run.Listing;
import io.tidegate.run.SyncRun;
import io.tidegate.sync.BodyReader;
import io.tidegate.sync.ProviderHttp;
import io.tidegate.sync.RequestBuilder;
import io.tidegate.vault.OpenCredentials;
import io.tidegate.vault.Owner;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Asks for the first page of each list, parents before children, and tells what a sync would make of it. */
public final class Rehearsal implements AutoCloseable {
    private static final String OWNER = "rehearsal";

    private final Cast cast;
    private final InstantSource clock;
    private final Instant begin;
    private final SyncRun run;
    private final OpenCredentials open;
    private final Conversation conversation;
    private final PageReading reading;
    private final Map<String, ProviderRecord> parents = new LinkedHashMap<>();
    private @Nullable String stopped;

    /**
     * A body as it came, with what it is a page of.
     *
     * @param report what is in it
     * @param body null when nothing came, or what came was no page
     */
    public record Taken(TypeReport report, @Nullable ByteBuffer body) {}

    /**
     * Opens the credentials.
     *
     * @throws io.tidegate.vault.VaultException when they cannot be opened, or some are missing
     * @throws IllegalArgumentException when the dock's parameters make no base URL, or name no authentication
     */
    public Rehearsal(Cast cast, InstantSource clock) {
        this.cast = cast;
        this.clock = clock;
        begin = clock.instant();
        run = cast.run(begin);
        Provider.Access access = cast.provider().access();
        cast.credentials()
                .open(
                        claim(),
                        cast.dock().access().sealed(),
                        new Owner(
                                cast.dock().owner().organization(), cast.dock().id()),
                        access.authentication().chosen(cast.dock().parameters()),
                        access.baseUrl(cast.dock().parameters()));
        open = Objects.requireNonNull(cast.credentials().find(claim()));
        conversation = new Conversation(
                new ProviderHttp(cast.egress(), cast.credentials(), cast.tokens()),
                new BodyReader(cast.credentials(), clock));
        reading = new PageReading(this::hide);
    }

    private String claim() {
        return run.job().claim();
    }

    /** A text without the secrets that were used. */
    public String hide(String text) {
        return cast.credentials().hide(claim(), text);
    }

    /** Asks for one page of each wanted type. */
    public List<Taken> ask(Wanted wanted) {
        List<Taken> all = new ArrayList<>();
        Set<String> chosen = chosen(wanted);
        for (ResourceType type : cast.provider().types().values()) {
            if (chosen.contains(type.name())) {
                all.add(ask(type, wanted));
            }
        }
        return all;
    }

    private Set<String> chosen(Wanted wanted) {
        Map<String, ResourceType> types = cast.provider().types();
        Set<String> chosen = new TreeSet<>(wanted.types().isEmpty() ? types.keySet() : wanted.types());
        List<String> left = new ArrayList<>(wanted.parent() == null ? chosen : List.of());
        while (!left.isEmpty()) {
            ResourceType type = types.get(left.remove(0));
            if (type != null) {
                type.lists().parents().stream().filter(chosen::add).forEach(left::add);
            }
        }
        return chosen;
    }

    private Taken ask(ResourceType type, Wanted wanted) {
        if (stopped != null) {
            return notAsked(type, stopped);
        } else if (type.list().route() != null) {
            return notAsked(
                    type,
                    "its pages come from the route " + type.list().route()
                            + ", which runs in Tidegate only; see check --body");
        }
        String key = key(type, wanted.parent());
        if (key == null) {
            List<String> of = type.lists().parents();
            return notAsked(
                    type,
                    of.isEmpty()
                            ? "each names no word: give the dock's parameter a value"
                            : "there is no record of " + String.join(" or ", of) + " that has such a list");
        }
        Place place = new Place(type, key.isEmpty() ? null : key);
        try {
            return ask(place, listing(type, key, wanted));
        } catch (ProviderException e) {
            return new Taken(place.report(null, Outcome.FAILED, words(e), null, null), null);
        }
    }

    private static Taken notAsked(ResourceType type, String why) {
        return new Taken(TypeReport.notAsked(type.name(), why), null);
    }

    private @Nullable String key(ResourceType type, @Nullable String parent) {
        Lists lists = type.lists();
        if (lists.isOne()) {
            return "";
        } else if (!lists.each().isEmpty()) {
            List<String> words = ListValues.words(cast.dock().parameters(), lists.each());
            return words.isEmpty() ? null : words.get(0);
        } else if (parent != null) {
            return lists.parents().size() > 1 && parent.indexOf(':') < 0
                    ? lists.prefix(lists.parents().get(0)) + parent
                    : parent;
        }
        return lists.parents().stream()
                .filter(parents::containsKey)
                .map(each -> lists.prefix(each)
                        + Objects.requireNonNull(parents.get(each)).id())
                .findFirst()
                .orElse(null);
    }

    private Listing listing(ResourceType type, String key, Wanted wanted) {
        String cursor = wanted.cursor();
        if (cursor != null && type.paging().leads()) {
            cursor = RequestBuilder.target(base(), cursor).toString();
        }
        Position position = new Position(
                key,
                cursor,
                cursor == null ? 0 : 1,
                true,
                begin,
                null,
                type.version(),
                0,
                null,
                null,
                new Position.Increment(false, wanted.since(), OWNER, null, begin));
        return new Listing(
                run, type, position, OWNER, ListValues.of(cast.dock().parameters(), type, key, this::document), begin);
    }

    private JsonNode document(Lists.Parent parent) {
        ProviderRecord known = parents.get(parent.type());
        return known != null && known.id().equals(parent.id()) ? known.data() : MissingNode.getInstance();
    }

    private Taken ask(Place place, Listing listing) {
        RequestBuilder.Outgoing outgoing = RequestBuilder.next(run, listing);
        String request = hide(outgoing.method() + " " + outgoing.target());
        Answered answered = null;
        try {
            Heard heard = answer(outgoing, place.type());
            Answer answer = new Answer(heard, cast.provider(), clock.instant());
            answered = answer.reported(this::hide);
            answer.check(run, listing, this::hide);
            byte[] body = open.withoutUrlKey(heard.body());
            String url = outgoing.target().toString();
            PageReading.Read read = listing.isAnsweredEmpty()
                    ? PageReading.NOTHING
                    : reading.read(listing, body, url, name -> header(heard, name));
            if (read.first() != null) {
                parents.put(place.type().name(), read.first());
            }
            String astray = astray(place.type(), read.page().next());
            Outcome outcome = astray == null ? Outcome.READ : Outcome.FAILED;
            return new Taken(place.report(request, outcome, astray, answered, read.page()), ByteBuffer.wrap(body));
        } catch (IOException | ProviderException e) {
            Outcome outcome = e instanceof SkippedException ? Outcome.SKIPPED : Outcome.FAILED;
            return new Taken(place.report(request, outcome, words(e), answered, null), null);
        }
    }

    /** The answer; a second one where the access token had expired. */
    private Heard answer(RequestBuilder.Outgoing outgoing, ResourceType type) throws IOException {
        Heard heard = conversation.ask(outgoing);
        String token = heard.headers().get(ProviderHttp.ACCESS_TOKEN);
        boolean expired = new Answer(heard, cast.provider(), clock.instant()).refusesToken(type);
        return expired && token != null && open.refuse(token) ? conversation.ask(outgoing) : heard;
    }

    /** A link in it may bring the key that was sent in the URL. */
    private @Nullable String header(Heard heard, String name) {
        String value = heard.headers().get(name);
        return value == null
                ? null
                : new String(open.withoutUrlKey(value.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    /** What is wrong with a next link; null when a sync would follow it. */
    private @Nullable String astray(ResourceType type, @Nullable String next) {
        try {
            if (next != null && type.paging().leads()) {
                RequestBuilder.target(base(), next);
            }
            return null;
        } catch (ProviderException e) {
            return words(e);
        }
    }

    private URI base() {
        return cast.provider().access().baseUrl(cast.dock().parameters());
    }

    /** In the words of the flow; what is refused by all is not asked again. */
    private String words(Exception failure) {
        String text = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        String title = cast.provider().access().title();
        if (failure instanceof LimitedException) {
            stopped = "not asked, since a limit is reached";
        } else if (failure instanceof UnauthorizedException) {
            stopped = "not asked, since the credentials are refused";
        }
        return hide(text.startsWith(title) ? text : title + ": " + text);
    }

    /** Reads a body as it was recorded; where its paging goes by headers, whether another page follows stays open. */
    public TypeReport read(ResourceType type, byte[] body) {
        Place place = new Place(type, null);
        Listing listing = listing(type, "", Wanted.ALL);
        try {
            String url = base() + type.list().path();
            TypeReport.Page page =
                    reading.read(listing, body, url, name -> null).page();
            return place.report(null, Outcome.READ, null, null, page);
        } catch (ProviderException e) {
            return place.report(null, Outcome.FAILED, words(e), null, null);
        }
    }

    @Override
    public void close() throws IOException {
        conversation.close();
        cast.credentials().close(claim());
    }
}
