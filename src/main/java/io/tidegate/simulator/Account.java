package io.tidegate.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.simulator.cloud.Draw;
import io.tidegate.simulator.cloud.Inventory;
import io.tidegate.simulator.cloud.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.NavigableMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One account of the made-up cloud: its records, its quota, and what goes wrong for it. */
final class Account {

    private static final String HEADERS = "X-RateLimit-";
    private static final int PAGE = 20;
    private static final int LARGEST_PAGE = 50;
    private static final Set<Kind> BY_CURSOR = EnumSet.of(Kind.WEB_SERVICES, Kind.BUCKETS);
    private static final Paging NUMBERS = new PageNumbers(PAGE, LARGEST_PAGE);
    private static final Paging CURSORS = new Cursors(PAGE, LARGEST_PAGE);

    private final Tenant tenant;
    private final Scenario scenario;
    private final Inventory inventory;
    private final Quota quota;
    private Instant refusedUntil = Instant.MIN;
    private long requests;

    Account(Tenant tenant, Scenario scenario, InstantSource clock) {
        this.tenant = tenant;
        this.scenario = scenario;
        this.quota = new Quota(scenario.limit(), scenario.window(), clock);
        this.inventory = new Inventory(
                scenario.seed() + tenant.name().hashCode(),
                tenant.counts(),
                clock.instant(),
                scenario.changeEvery(),
                scenario.churnEvery());
    }

    synchronized Answer answer(Asked asked) {
        Quota.Reading reading = quota.take();
        long number = requests++;
        return answer(asked, reading, number)
                .headers(reading.headers(HEADERS))
                .header("X-Request-Id", Integer.toHexString(tenant.name().hashCode()) + "-" + number);
    }

    private Answer answer(Asked asked, Quota.Reading reading, long number) {
        if (!reading.granted()) {
            return limited(reading.retryAfter());
        }
        if (asked.at().isBefore(refusedUntil)) {
            return limited(Quota.Reading.secondsUntil(asked.at(), refusedUntil));
        }
        inventory.advanceTo(asked.at());
        Answer good = list(asked);
        if (good.status() != 200) {
            return good;
        }
        return switch (scenario.faults().of(scenario.seed() + tenant.name().hashCode(), number)) {
            case NONE -> good;
            case LIMITED -> refuse(asked.at(), 2 + new Draw(scenario.seed(), number).below(4));
            case FAILED -> error(500, "server_error", "Something broke on our side. Please try again.");
            case SLOW -> good.after(scenario.faults().slowness());
            case CUT -> good.cutAfter(good.toBytes().length / 2);
            case HTML ->
                Answer.html(200, "<!doctype html><title>Demo Cloud</title><p>We will be back in a moment.</p>");
        };
    }

    private Answer refuse(Instant at, int seconds) {
        refusedUntil = at.plusSeconds(seconds);
        return limited(seconds);
    }

    private Answer list(Asked asked) {
        if (!asked.method().equals("GET")) {
            return error(405, "method_not_allowed", "This API can only be read.")
                    .header("Allow", "GET");
        }
        String path = asked.path();
        for (Kind kind : Kind.values()) {
            if (path.equals("/v1/" + kind.key())) {
                Paging paging = BY_CURSOR.contains(kind) ? CURSORS : NUMBERS;
                return paging.page(kind.key(), inventory.read(kind), asked);
            }
        }
        if (path.equals("/v1/account")) {
            ObjectNode account = JsonNodeFactory.instance.objectNode();
            account.putObject("account").put("name", tenant.name()).put("status", "active");
            return Answer.json(200, account);
        }
        @Nullable NavigableMap<Long, ObjectNode> records = dnsRecords(path);
        return records == null
                ? error(404, "not_found", "There is nothing at this path.")
                : NUMBERS.page("dns_records", records, asked);
    }

    private @Nullable NavigableMap<Long, ObjectNode> dnsRecords(String path) {
        String before = "/v1/domains/";
        String after = "/records";
        boolean fits =
                path.startsWith(before) && path.endsWith(after) && path.length() > before.length() + after.length();
        return fits ? inventory.readDnsRecords(path.substring(before.length(), path.length() - after.length())) : null;
    }

    private static Answer limited(long seconds) {
        return error(429, "too_many_requests", "Too many requests. Try again in " + seconds + " s.")
                .header("Retry-After", Long.toString(seconds));
    }

    static Answer error(int status, String id, String message) {
        return Answer.json(
                status, JsonNodeFactory.instance.objectNode().put("id", id).put("message", message));
    }
}
