package io.tidegate.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.simulator.Answer;
import io.tidegate.simulator.AnswerServer;
import io.tidegate.simulator.Asked;
import io.tidegate.simulator.PageNumbers;
import io.tidegate.simulator.Quota;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A cloud with an account for each token: strict about its limits, spoiling answers when told to, writing all down. */
final class CloudProvider implements AutoCloseable {
    /** Every token starts so. */
    static final String TOKEN = "chaos-token-";

    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration TICK = Duration.ofSeconds(2);
    private static final int[] LIMITS = {20, 40, 100};
    private static final int RESERVE_PERCENT = 10;
    private static final PageNumbers PAGES = new PageNumbers(3, 3);
    private static final PageNumbers WHOLE = new PageNumbers(1000, 1000);

    private final InstantSource clock;
    private final Faults faults;
    private final Truth truth;
    private final Instant began;
    private final Journal journal = new Journal();
    private final List<Account> accounts = new ArrayList<>();
    private final AnswerServer server;
    private volatile long frozen = -1;

    CloudProvider(Plan plan, InstantSource clock, Faults faults) {
        this.clock = clock;
        this.faults = faults;
        this.truth = new Truth(plan.seed());
        this.began = clock.instant();
        for (int i = 0; i < plan.accounts(); i++) {
            accounts.add(new Account(i, clock));
        }
        this.server = new AnswerServer(0, clock, this::answer);
    }

    private static final class Account {
        final int number;
        final int limit;
        final Quota quota;
        final Queue<Trouble> troubles = new ArrayDeque<>();
        final Set<Long> docks = new HashSet<>();
        long requests;

        Account(int number, InstantSource clock) {
            this.number = number;
            this.limit = LIMITS[number % LIMITS.length];
            this.quota = new Quota(limit, WINDOW, clock);
        }
    }

    String baseUrl() {
        return server.baseUrl();
    }

    static String token(int account) {
        return TOKEN + account;
    }

    Instant now() {
        return clock.instant();
    }

    Journal journal() {
        return journal;
    }

    /** That dock uses this account. */
    void connect(int account, long dock) {
        Account own = accounts.get(account);
        synchronized (own) {
            own.docks.add(dock);
        }
    }

    /** The docks that use an account. */
    Set<Long> docks(int account) {
        Account own = accounts.get(account);
        synchronized (own) {
            return Set.copyOf(own.docks);
        }
    }

    /** The next fitting requests of an account are answered so. */
    void arm(int account, Trouble trouble, int times) {
        Account own = accounts.get(account);
        synchronized (own) {
            for (int i = 0; i < times && own.troubles.size() < 8; i++) {
                own.troubles.add(trouble);
            }
        }
    }

    /** Answers well from now on, and nothing changes any more; limits stay. */
    void calm() {
        frozen = tick();
        for (Account account : accounts) {
            synchronized (account) {
                account.troubles.clear();
            }
        }
    }

    /** What an account holds once it is calm, by type, parent and id. */
    java.util.Map<String, ObjectNode> truth(int account) {
        return truth.all(account, frozen);
    }

    private long tick() {
        return frozen >= 0 ? frozen : Duration.between(began, clock.instant()).dividedBy(TICK);
    }

    private Answer answer(Asked asked) {
        String authorization = asked.header("Authorization");
        String prefix = "Bearer " + TOKEN;
        if (authorization == null || !authorization.startsWith(prefix)) {
            return Answer.json(401, "{\"message\":\"Unable to authenticate you\"}");
        }
        Account account = accounts.get(Integer.parseInt(authorization.substring(prefix.length())));
        synchronized (account) {
            return answer(account, asked);
        }
    }

    private Answer answer(Account account, Asked asked) {
        Instant now = clock.instant();
        long draw = Truth.mix(truth.seed(), account.number, account.requests++);
        Quota.Reading reading = account.quota.take();
        Trouble trouble = null;
        Answer answer = Answer.json(429, "{\"message\":\"Too many requests\"}")
                .header("Retry-After", Long.toString(reading.retryAfter()));
        if (reading.granted()) {
            answer = page(account.number, asked);
            trouble = trouble(account, asked, answer);
            if (trouble != null) {
                Answer first = page(account.number, firstPage(asked));
                answer = trouble.spoil(asked, answer, first, draw);
                faults.add(new Faults.Fault(trouble.words(), false, now, now, Set.copyOf(account.docks)));
            } else if (draw % 7 == 0) {
                answer = answer.after(Duration.ofMillis(20 + draw / 7 % 150));
            }
        }
        boolean unheard = trouble != null && trouble.unheard();
        Instant answered = unheard ? now : now.plus(answer.wire().delay());
        boolean good = trouble == null && reading.granted() && answer.status() == 200;
        journal.note(
                new Journal.Entry(account.number, now, answered, asked.uri().toString(), good),
                unheard ? null : told(account, answer, reading, answered));
        return answer.headers(reading.headers(account.number % 2 == 0 ? "ratelimit-" : "X-RateLimit-"));
    }

    private static @Nullable Trouble trouble(Account account, Asked asked, Answer good) {
        Trouble next = account.troubles.peek();
        boolean fits = next != null && good.status() == 200 && next.fits(asked);
        return fits ? account.troubles.poll() : null;
    }

    private Answer page(int account, Asked asked) {
        NavigableMap<Long, ObjectNode> records = truth.list(account, asked.path(), tick());
        if (records == null) {
            return Answer.json(404, "{\"message\":\"The resource you requested could not be found\"}");
        }
        Truth.Kind kind = Truth.KINDS.getOrDefault(asked.path(), Truth.DNS);
        return (kind.type().equals("databases") ? WHOLE : PAGES).page(kind.array(), records, asked);
    }

    private static Asked firstPage(Asked asked) {
        return new Asked(asked.method(), URI.create(asked.uri().getRawPath()), asked.headers(), "", asked.at());
    }

    private static Journal.@Nullable Told told(Account account, Answer answer, Quota.Reading reading, Instant at) {
        Instant until = at;
        String why = "";
        if (reading.remaining() <= account.limit * RESERVE_PERCENT / 100) {
            until = reading.resetsAt();
            why = reading.remaining() + " of " + account.limit + " remaining";
        }
        Instant retry = Trouble.retryAt(answer, at);
        if (retry != null && retry.isAfter(until)) {
            until = retry;
            why = "429 with retry-after";
        }
        return until.isAfter(at) ? new Journal.Told(at, until, why) : null;
    }

    @Override
    public void close() {
        server.close();
    }
}
