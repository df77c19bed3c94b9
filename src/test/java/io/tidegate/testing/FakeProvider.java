package io.tidegate.testing;

import io.tidegate.simulator.Answer;
import io.tidegate.simulator.AnswerServer;
import io.tidegate.simulator.Asked;
import io.tidegate.simulator.Quota;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A provider that answers as its script says. For each request, in this order: a held path waits for its release, a wrong
 * token gets 401, an exhausted limit 429, then the path's queued one-off answers, its standing answer, its list, else 404.
 */
public final class FakeProvider implements AutoCloseable {

    private final InstantSource clock;
    private final AnswerServer server;
    private final Arrivals arrivals = new Arrivals();
    private final ForbiddenWindows forbidden = new ForbiddenWindows();
    private final Map<String, Hold> holds = new ConcurrentHashMap<>();
    private final Map<String, Queue<Answer>> queued = new LinkedHashMap<>();
    private final Map<String, Function<Asked, Answer>> standing = new LinkedHashMap<>();
    private final Map<String, ScriptedList> lists = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, Quota> quotas = new LinkedHashMap<>();
    private String headerPrefix = "X-RateLimit-";
    private int limit;
    private Duration window = Duration.ofMinutes(1);
    private @Nullable String token;

    /** Listens on a free port; requests and limits go by the clock. */
    public FakeProvider(InstantSource clock) {
        this.clock = clock;
        this.server = new AnswerServer(0, clock, this::answer);
    }

    /** Scheme, host and port, without a slash at the end. */
    public String baseUrl() {
        return server.baseUrl();
    }

    /** The list at a path, made when it is new; the array is its key in the envelope. */
    public synchronized ScriptedList list(String path, String array) {
        return lists.computeIfAbsent(path, p -> new ScriptedList(array));
    }

    /** Answers for the next requests to a path, each given once, before anything else the path would answer. */
    public synchronized FakeProvider next(String path, Answer... answers) {
        queued.computeIfAbsent(path, p -> new ArrayDeque<>()).addAll(Arrays.asList(answers));
        return this;
    }

    /** What a path answers from now on, instead of its list. */
    public FakeProvider always(String path, Answer answer) {
        return always(path, asked -> answer);
    }

    /** What a path answers from now on, instead of its list. */
    public synchronized FakeProvider always(String path, Function<Asked, Answer> answer) {
        standing.put(path, answer);
        return this;
    }

    /** Takes back queued and standing answers of a path: its list answers again. */
    public synchronized FakeProvider normally(String path) {
        queued.remove(path);
        standing.remove(path);
        return this;
    }

    /** A header on every answer from now on. */
    public synchronized FakeProvider header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Only this bearer token is let in from now on; without one, everybody is. */
    public synchronized FakeProvider token(String bearer) {
        token = bearer;
        return this;
    }

    /** At most so many requests a window and token from now on, then 429 with Retry-After; announced in headers. */
    public synchronized FakeProvider limit(int requests, Duration each) {
        limit = requests;
        window = each;
        quotas.clear();
        return this;
    }

    /** How the limit's headers are called, "X-RateLimit-" unless said otherwise; lower case stays lower case. */
    public synchronized FakeProvider limitHeaders(String prefix) {
        headerPrefix = prefix;
        return this;
    }

    /** Also counts requests as violations that come while this many or fewer remain. */
    public FakeProvider reserve(int requests) {
        forbidden.reserve(requests);
        return this;
    }

    /** Lets answers at a path wait until the hold is released. */
    public Hold hold(String path) {
        Hold hold = new Hold();
        holds.put(path, hold);
        return hold;
    }

    /** All requests, oldest first. */
    public List<Asked> requests() {
        return arrivals.of(asked -> true);
    }

    /** The requests to a path, oldest first, whatever their query. */
    public List<Asked> requests(String path) {
        return arrivals.of(asked -> asked.path().equals(path));
    }

    /**
     * Waits until so many requests to a path have come, counted from the provider's start.
     *
     * @throws AssertionError when they have not come in time
     */
    public List<Asked> awaitRequests(String path, int count, Duration atMost) {
        return arrivals.await(asked -> asked.path().equals(path), count, atMost, path);
    }

    /** Requests that came although an earlier answer to the same token had forbidden them. */
    public List<ForbiddenWindows.Violation> violations() {
        return forbidden.violations();
    }

    /** Drops every connection and stops. */
    @Override
    public void close() {
        holds.values().forEach(Hold::release);
        server.close();
    }

    private Answer answer(Asked asked) {
        arrivals.add(asked);
        Hold hold = holds.get(asked.path());
        if (hold != null) {
            hold.pass();
        }
        synchronized (this) {
            forbidden.check(asked, clock.instant());
            Answer answer = scripted(asked).headers(headers);
            forbidden.note(asked, answer, clock.instant());
            return answer;
        }
    }

    private Answer scripted(Asked asked) {
        String authorization = asked.header("Authorization");
        if (token != null && !("Bearer " + token).equals(authorization)) {
            return Answer.json(401, "{\"id\":\"unauthorized\",\"message\":\"Unable to authenticate you.\"}");
        }
        if (limit == 0) {
            return unlimited(asked);
        }
        Quota.Reading reading = quotas.computeIfAbsent(
                        ForbiddenWindows.caller(asked), caller -> new Quota(limit, window, clock))
                .take();
        forbidden.note(asked, reading);
        Answer answer = reading.granted()
                ? unlimited(asked)
                : Answer.json(429, "{\"id\":\"too_many_requests\",\"message\":\"API rate limit exceeded.\"}")
                        .header("Retry-After", Long.toString(reading.retryAfter()));
        return answer.headers(reading.headers(headerPrefix));
    }

    private Answer unlimited(Asked asked) {
        Queue<Answer> once = queued.get(asked.path());
        Answer next = once == null ? null : once.poll();
        if (next != null) {
            return next;
        }
        Function<Asked, Answer> always = standing.get(asked.path());
        if (always != null) {
            return always.apply(asked);
        }
        ScriptedList list = lists.get(asked.path());
        return list != null
                ? list.answer(asked)
                : Answer.json(404, "{\"id\":\"not_found\",\"message\":\"The resource could not be found.\"}");
    }
}
