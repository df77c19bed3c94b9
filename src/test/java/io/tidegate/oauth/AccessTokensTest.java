package io.tidegate.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.provider.failure.RejectedException;
import io.tidegate.provider.failure.TransientException;
import io.tidegate.provider.failure.UnauthorizedException;
import io.tidegate.simulator.Answer;
import io.tidegate.testing.TestDatabase;
import io.tidegate.vault.AccessToken;
import io.tidegate.vault.OpenCredentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AccessTokensTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private TokenBed bed;
    private AccessTokens tokens;

    @BeforeEach
    void begin() {
        bed = new TokenBed(database);
        tokens = bed.process();
    }

    @AfterEach
    void end() {
        bed.close();
    }

    @Test
    void a_token_is_got_once_and_used_until_half_a_minute_before_it_expires() {
        OpenCredentials open = claim();
        assertThat(value(open)).isEqualTo("access-1");
        bed.clock.tick(Duration.ofSeconds(3569));
        assertThat(value(open)).isEqualTo("access-1");
        assertThat(value(claim())).as("by the next run").isEqualTo("access-1");
        bed.clock.tick(Duration.ofSeconds(1));
        assertThat(value(open)).isEqualTo("access-2");
        assertThat(bed.arrived).hasSize(2);
    }

    @Test
    void a_token_that_lives_shortly_is_used_for_half_its_life() {
        bed.through(answer -> answer.body(answer.body().replace("3600", "20")));
        OpenCredentials open = claim();
        assertThat(value(open)).isEqualTo("access-1");
        bed.clock.tick(Duration.ofSeconds(9));
        assertThat(value(open)).isEqualTo("access-1");
        bed.clock.tick(Duration.ofSeconds(1));
        assertThat(value(open)).isEqualTo("access-2");
    }

    @Test
    void a_token_without_a_lifetime_is_used_until_it_is_refused() {
        bed.through(answer -> answer.body(answer.body().replace("expires_in", "expires")));
        OpenCredentials open = claim();
        AccessToken first = Objects.requireNonNull(tokens.current(open));
        bed.clock.tick(Duration.ofDays(400));
        assertThat(value(open)).isEqualTo(first.value());
        assertThat(open.refuse(first.mark())).isTrue();
        assertThat(value(open)).isEqualTo("access-2");
    }

    @Test
    void after_a_refusal_the_token_that_another_worker_got_meanwhile_will_do() {
        OpenCredentials one = claim();
        OpenCredentials other = claim();
        AccessToken first = Objects.requireNonNull(tokens.current(one));
        assertThat(value(other)).isEqualTo("access-1");
        one.refuse(first.mark());
        other.refuse(first.mark());
        assertThat(value(one)).isEqualTo("access-2");
        assertThat(value(other)).isEqualTo("access-2");
        assertThat(bed.arrived).hasSize(2);
    }

    @Test
    void the_newest_refresh_token_is_written_back_sealed_and_used_by_every_process() {
        assertThat(value(claim())).isEqualTo("access-1");
        bed.clock.tick(Duration.ofHours(2));
        assertThat(bed.process().current(claim()))
                .extracting(AccessToken::value)
                .isEqualTo("access-2");
        assertThat(bed.arrived.get(1).body()).contains("refresh_token=refresh-1&");
        assertThat(database.texts("select dock_tokens::text from dock_tokens").toString())
                .doesNotContain("access-", "refresh-", "hush");
    }

    @Test
    void an_answer_without_a_new_refresh_token_leaves_the_one_before() {
        assertThat(value(claim())).isEqualTo("access-1");
        bed.through(answer -> answer.body(answer.body().replaceAll(",\"refresh_token\":\"[^\"]*\"", "")));
        bed.clock.tick(Duration.ofHours(2));
        assertThat(value(claim())).isEqualTo("access-2");
        bed.takes("refresh-1");
        bed.clock.tick(Duration.ofHours(2));
        assertThat(value(claim())).isEqualTo("access-3");
    }

    @Test
    void a_refresh_token_that_someone_gave_anew_counts_and_not_the_one_that_rotated() {
        assertThat(value(claim())).isEqualTo("access-1");
        bed.takes("fresh");
        assertThat(value(bed.claim("fresh", Map.of()))).isEqualTo("access-2");
        assertThat(value(bed.claim("fresh", Map.of()))).isEqualTo("access-2");
    }

    @Test
    void another_scope_needs_another_access_token_but_no_other_refresh_token() {
        assertThat(value(claim())).isEqualTo("access-1");
        assertThat(value(bed.claim("refresh-0", Map.of("scope", "more")))).isEqualTo("access-2");
        assertThat(bed.arrived.get(1).body()).contains("refresh_token=refresh-1&scope=more");
    }

    @Test
    void an_answer_whose_commit_fails_is_not_lost_to_the_process() {
        execute("alter table dock_tokens add constraint broken check (sealed is null)");
        assertThatThrownBy(() -> value(claim())).isInstanceOf(RuntimeException.class);
        execute("alter table dock_tokens drop constraint broken");
        assertThat(value(claim())).isEqualTo("access-1");
        bed.clock.tick(Duration.ofHours(2));
        assertThat(value(claim())).isEqualTo("access-2");
        assertThat(bed.arrived).hasSize(2);
    }

    @Test
    void an_answer_that_dies_with_its_process_is_asked_for_again_with_the_old_token() {
        execute("alter table dock_tokens add constraint broken check (sealed is null)");
        assertThatThrownBy(() -> value(claim())).isInstanceOf(RuntimeException.class);
        execute("alter table dock_tokens drop constraint broken");
        assertThatThrownBy(() -> bed.process().current(claim()))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageContaining("--secret refreshToken=");
        bed.takes("refresh-0"); // a provider with a grace
        assertThat(bed.process().current(claim())).isNotNull();
    }

    @Test
    void eight_threads_in_two_processes_that_need_one_at_once_ask_once() throws Exception {
        bed.through(answer -> answer.after(Duration.ofMillis(200)));
        AccessTokens other = bed.process();
        OpenCredentials shared = claim();
        List<Callable<String>> all = new ArrayList<>();
        for (int each = 0; each < 8; each++) {
            AccessTokens process = each % 2 == 0 ? tokens : other;
            OpenCredentials open = each < 4 ? shared : claim();
            all.add(() -> Objects.requireNonNull(process.current(open)).value());
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<String> got : threads.invokeAll(all, 30, TimeUnit.SECONDS)) {
                assertThat(got.get()).isEqualTo("access-1");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(bed.arrived).hasSize(1);
    }

    @Test
    void a_refusal_is_told_to_every_list_of_the_run_without_asking_again() {
        bed.takes("another");
        OpenCredentials open = claim();
        for (int list = 0; list < 3; list++) {
            assertThatThrownBy(() -> value(open)).isInstanceOf(UnauthorizedException.class);
        }
        assertThat(bed.arrived).hasSize(1);
        assertThatThrownBy(() -> value(claim())).isInstanceOf(UnauthorizedException.class);
        assertThat(bed.arrived).hasSize(2);
    }

    @Test
    void what_failed_for_now_is_asked_again() {
        bed.through(answer -> Answer.status(503));
        OpenCredentials open = claim();
        assertThatThrownBy(() -> value(open)).isInstanceOf(TransientException.class);
        bed.takes("refresh-0");
        bed.through(answer -> answer);
        assertThat(value(open)).isEqualTo("access-2");
    }

    @Test
    void client_credentials_are_asked_with_again_when_someone_gave_them_anew() {
        assertThat(value(client("one"))).isEqualTo("access-1");
        assertThat(value(client("one"))).isEqualTo("access-1");
        assertThat(value(client("two"))).isEqualTo("access-2");
    }

    @Test
    void tokens_go_with_their_dock_and_a_dock_that_went_gets_none() {
        assertThat(value(claim())).isEqualTo("access-1");
        execute("delete from docks");
        assertThat(database.texts("select dock_id::text from dock_tokens")).isEmpty();
        assertThatThrownBy(() -> value(claim()))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("the dock was removed");
    }

    private OpenCredentials claim() {
        return bed.claim("refresh-0", Map.of());
    }

    private OpenCredentials client(String secret) {
        return bed.claim(
                Map.of("kind", "client-credentials", "tokenUrl", "/token"),
                Map.of("clientId", "client", "clientSecret", secret));
    }

    private String value(OpenCredentials open) {
        return Objects.requireNonNull(tokens.current(open)).value();
    }

    private static void execute(String sql) {
        database.jdbi().useHandle(handle -> handle.execute(sql));
    }
}
