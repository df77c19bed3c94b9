package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.dock.DockEditStore;
import io.tidegate.dock.DockHealth;
import io.tidegate.provider.Provider;
import io.tidegate.simulator.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How providers say that a limit was reached when it is not by 429 and Retry-After, and who must wait then. */
class RefusalTest {
    private static final String DROPLETS = "/v2/droplets";
    private static final String PROJECTS = "/v2/projects";
    private static final String SECONDARY =
            "{\"message\":\"You have exceeded a secondary rate limit. Please wait.\",\"status\":\"403\"}";

    @RegisterExtension
    static final TestNode node = new TestNode();

    private static Provider asInItsFile;

    @BeforeAll
    static void remember() {
        asInItsFile = node.declared();
    }

    @AfterEach
    void restore() {
        node.node().beans().providers().put(asInItsFile);
    }

    @Test
    void a_403_that_says_when_to_come_back_is_a_limit_and_one_that_says_nothing_is_not() {
        declare("errors.limited", "429 403:retry-after 403:exhausted");
        long dock = node.dock("servers");
        node.provider().next(DROPLETS, Answer.json(403, "{}").header("Retry-After", "45"));

        node.sync(dock);

        assertThat(runAt(dock)).isEqualTo(node.clock.instant().plusSeconds(45));
        node.provider().next(DROPLETS, Answer.json(403, "{}"));
        node.pass(Duration.ofSeconds(45));
        Stored.Event failed = node.await(dock);
        assertThat(failed.status()).isEqualTo("failed");
        assertThat(node.look(dock).condition().failures()).isOne();
    }

    @Test
    void a_403_with_nothing_left_waits_for_the_reset() {
        declare("errors.limited", "429 403:exhausted", "rateLimit.reset", "epoch-seconds");
        long dock = node.dock("servers");
        Instant reset = Instant.ofEpochSecond(node.clock.instant().getEpochSecond() + 1800);
        node.provider()
                .next(
                        DROPLETS,
                        Answer.json(403, "{\"message\":\"API rate limit exceeded\"}")
                                .header("x-ratelimit-remaining", "0")
                                .header("x-ratelimit-limit", "60")
                                .header("x-ratelimit-reset", Long.toString(reset.getEpochSecond())));

        node.sync(dock);

        // a minute passed before it was asked; by whole seconds of the provider's Date, so up to a second late
        assertThat(runAt(dock)).isBetween(reset, reset.plusSeconds(1));
    }

    @Test
    void a_secondary_limit_that_says_nothing_is_waited_out_longer_each_time() {
        declare("errors.limited", "429 403:/message~secondary", "errors.message", "/message");
        long dock = node.dock("servers");
        node.provider().always(DROPLETS, Answer.json(403, SECONDARY));
        node.sync(dock);
        assertThat(runAt(dock)).isEqualTo(node.clock.instant().plusSeconds(60));

        node.pass(Duration.ofSeconds(60));
        node.await(dock);

        assertThat(runAt(dock)).isEqualTo(node.clock.instant().plusSeconds(120));
        assertThat(node.look(dock).condition().failures()).isZero();
    }

    @Test
    void the_body_may_say_for_how_long_or_until_when() {
        declare("errors.retryAfter", "/error_extra/retry_after", "errors.resetAt", "/error/limit/reset");
        long dock = node.dock("servers");
        node.provider().next(DROPLETS, Answer.json(429, "{\"error_extra\":{\"retry_after\":37}}"));
        node.sync(dock);
        assertThat(runAt(dock)).isEqualTo(node.clock.instant().plusSeconds(37));

        Instant reset = Instant.ofEpochSecond(node.clock.instant().getEpochSecond() + 500);
        node.provider()
                .next(DROPLETS, Answer.json(429, "{\"error\":{\"limit\":{\"reset\":" + reset.getEpochSecond() + "}}}"));
        node.pass(Duration.ofSeconds(37));
        node.await(dock);
        assertThat(runAt(dock)).isEqualTo(reset);
    }

    @Test
    void refused_credentials_that_say_retry_are_not_asked_again() {
        declare("errors.retryAfter", "/error_extra/retry_after");
        long dock = node.dock("servers");
        node.provider().next(DROPLETS, Answer.json(401, "{\"error_extra\":{\"retry_after\":3}}"));

        node.sync(dock);

        assertThat(node.look(dock).condition().stoppedAt()).isNotNull();
        node.pass(Duration.ofMinutes(10));
        assertThat(node.provider().requests()).hasSize(1);
    }

    @Test
    void a_provider_that_blocks_for_minutes_is_left_alone_for_minutes() {
        declare("rateLimit.unsaid", "5m");
        long dock = node.dock("servers");
        node.provider().next(DROPLETS, Answer.status(429));
        node.sync(dock);
        assertThat(runAt(dock)).isEqualTo(node.clock.instant().plusSeconds(300));
    }

    @Test
    void a_limit_of_one_endpoint_holds_back_neither_the_others_nor_the_lane() {
        declare("rateLimit.headers", "endpoint");
        long one = node.dockWithToken("shared-endpoint", "servers", "projects");
        long other = node.dockWithToken("shared-endpoint", "projects");
        node.provider().list(PROJECTS, "projects");
        node.provider().always(DROPLETS, Answer.status(429).header("Retry-After", "600"));

        node.sync(one);

        assertThat(node.provider().requests(PROJECTS)).hasSize(1);
        assertThat(node.sync(other).status()).isEqualTo("success");
    }

    @Test
    void what_all_share_lets_all_docks_of_the_lane_wait_and_say_so() {
        long one = node.dockWithToken("shared-lane", "servers");
        long other = node.dockWithToken("shared-lane", "servers");
        node.provider().next(DROPLETS, Answer.status(429).header("Retry-After", "600"));
        node.sync(one);
        Instant until = runAt(one);

        node.pass(Duration.ofMinutes(2));

        assertThat(node.stored().rows("select from sync_queue where dock_id = ?", other))
                .isEmpty();
        DockHealth health = DockHealth.of(node.look(other), true, node.clock.instant());
        assertThat(health.word()).isEqualTo(DockHealth.Word.WAITING_FOR_BUDGET);
        assertThat(health.until()).isEqualTo(until);
        node.droplets();
        node.pass(Duration.ofMinutes(8));
        node.await(one);
        node.pass(Duration.ofSeconds(1));
        assertThat(node.await(other).status()).isEqualTo("success");
        assertThat(DockHealth.of(node.look(other), true, node.clock.instant()).word())
                .isEqualTo(DockHealth.Word.ON_TIME);
    }

    @Test
    void tokens_of_one_account_share_its_budget_and_lane_where_users_are_limited() {
        declare("rateLimit.scope", "user", "rateLimit.account.path", "/user", "rateLimit.account.id", "/login");
        node.droplets();
        node.provider().always("/user", Answer.json(200, "{\"login\":\"harbour\"}"));
        long one = node.dock("servers");
        long other = node.dock("servers");

        assertThat(node.sync(one).status()).isEqualTo("success");
        assertThat(node.sync(other).status()).isEqualTo("success");

        assertThat(node.look(one).access().scopeId())
                .isEqualTo(node.look(other).access().scopeId())
                .isEqualTo("account:harbour");
        assertThat(node.look(one).access().laneKey())
                .isEqualTo(node.look(other).access().laneKey());
        node.sync(one);
        assertThat(node.provider().requests("/user")).hasSize(2);
        assertThat(node.stored().rows("select from budgets where scope = 'user' and scope_id = 'account:harbour'"))
                .hasSize(1);
        assertThat(node.stored().rows("select from resources where resource_type = 'account'"))
                .isEmpty();
    }

    @Test
    void who_it_is_not_known_of_is_asked_again_while_its_lists_go_on() {
        declare("rateLimit.scope", "user", "rateLimit.account.path", "/user");
        node.droplets().records(2, TestNode::droplet);
        node.provider().next("/user", Answer.json(404, "{}"));
        node.provider().always("/user", Answer.json(200, "{\"id\":77}"));
        long dock = node.dock("servers");

        Stored.Event first = node.sync(dock);

        assertThat(first.status()).isEqualTo("partial");
        assertThat(first.processed()).isEqualTo(2);
        assertThat(node.sync(dock).status()).isEqualTo("success");
        assertThat(node.look(dock).access().scopeId()).isEqualTo("account:77");
        assertThat(node.look(dock).condition().error()).isNull();
    }

    @Test
    void a_parameter_that_names_the_account_counts_as_it_is_set_today() {
        declare("rateLimit.scope", "project", "rateLimit.account.parameter", "team");
        node.droplets();
        long dock = node.dock("servers");
        for (String team : List.of("harbour", "pier")) {
            new DockEditStore(node.node().database().jdbi(), new ObjectMapper())
                    .edit(
                            dock,
                            new DockEditStore.Edit(null, Map.of("team", team), null, null, null, null),
                            node.clock.instant());
            assertThat(node.sync(dock).status()).isEqualTo("success");
            assertThat(node.look(dock).access().scopeId()).isEqualTo("account:" + team);
            assertThat(node.look(dock).access().laneKey()).isEqualTo("digitalocean/project/account:" + team);
        }
    }

    private static Instant runAt(long dock) {
        return node.stored().job(dock).runAt();
    }

    /** DigitalOcean with other facts, as pairs of keys and values, and two types. */
    private static void declare(String... facts) {
        Map<String, String> all =
                new LinkedHashMap<>(Map.of("baseUrl", node.provider().baseUrl(), "title", "DigitalOcean"));
        for (int i = 0; i < facts.length; i += 2) {
            all.put(facts[i], facts[i + 1]);
        }
        Map<String, Map<String, String>> types = new LinkedHashMap<>();
        for (String[] type : List.of(
                new String[] {"servers", DROPLETS, "/droplets"}, new String[] {"projects", PROJECTS, "/projects"})) {
            types.put(type[0], Map.of("path", type[1], "records", type[2]));
        }
        node.node().beans().providers().put(Provider.of("digitalocean", all, types));
    }
}
