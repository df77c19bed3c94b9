package io.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.account.AccountBed;
import io.tidegate.account.ApiToken;
import io.tidegate.account.Email;
import io.tidegate.api.ApiFixture;
import io.tidegate.budget.LevelStore;
import io.tidegate.dock.DockStore;
import io.tidegate.dock.FreshnessStore;
import io.tidegate.mbean.MBeans;
import io.tidegate.mbean.SightStore;
import io.tidegate.testing.TestDatabase;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may look at docks of every organization by JMX, and as whom they press. */
class HawtioBeansTest {
    private static final String DOCK =
            "io.tidegate:type=Dock,organization=default,provider=digitalocean,name=lighthouse";
    private static final String READ = "{\"type\":\"read\",\"mbean\":\"" + DOCK + "\",\"attribute\":\"Status\"}";
    private static final String PAUSE = "{\"type\":\"exec\",\"mbean\":\"" + DOCK + "\",\"operation\":\"pause()\"}";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private SignedInBed bed;
    private MBeans beans;
    private Actor operator;

    @BeforeEach
    void open() {
        bed = new SignedInBed(database);
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "insert into docks (id, org_id, name, provider, lane_key, scope_id, credentials, next_sync_at,"
                                + " created_at, updated_at) values (7, 1, 'lighthouse', 'digitalocean', 'l', 's', '{}',"
                                + " now(), now(), now())"));
        ApiFixture fixture = new ApiFixture(database);
        beans = MBeans.open(
                ManagementFactory.getPlatformMBeanServer(),
                new MBeans.Sources(
                        new DockStore(database.jdbi(), new ObjectMapper()),
                        new LevelStore(database.jdbi(), 10),
                        new FreshnessStore(database.jdbi()),
                        new SightStore(database.jdbi()),
                        fixture.providers,
                        fixture.clock),
                ApiFixture.over(database.dataSource(), fixture.providers, fixture.vault, fixture.clock));
        awaitDock();
        Actor other = bed.accounts.owner("quay");
        bed.accounts.people.operator(Email.of(other.name()), true);
        operator = bed.accounts
                .authenticator
                .bySession(bed.accounts.session(other), null, AccountBed.HERE)
                .actor();
    }

    /** The beans look for themselves at first. */
    private static void awaitDock() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        ObjectName dock = assertDoesNotThrow(() -> new ObjectName(DOCK));
        while (!ManagementFactory.getPlatformMBeanServer().isRegistered(dock)) {
            assertThat(System.nanoTime()).as("no bean of the dock").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void close() {
        beans.close();
        bed.close();
        database.clear("docks");
    }

    private String ask(String question, String... headers) {
        return bed.body("/hawtio/jolokia/", question, "application/json", headers)
                .body();
    }

    private String token(Permission... scopes) {
        return "Bearer "
                + bed.accounts
                        .tokens
                        .createOfInstance(operator, null, new ApiToken.Wanted("jmx", Set.of(scopes), null))
                        .secret()
                        .reveal();
    }

    @Test
    void an_operator_presses_in_any_organization_and_the_log_has_their_name() {
        String session = bed.accounts.session(operator);
        String[] person = {"Cookie", "tidegate=" + session, "X-XSRF-TOKEN", bed.csrf(session)};
        assertThat(ask(READ, person)).contains("\"status\":200");
        assertThat(ask(PAUSE, person)).contains("\"status\":200");
        assertThat(database.texts("select enabled from docks")).containsExactly("f");
        assertThat(database.texts("select concat_ws(' ', actor, action, target, result, org_id) from audit_log"))
                .contains(operator.name() + " dock.pause docks/7 done 1");
    }

    @Test
    void a_token_that_may_only_look_at_the_instance_is_not_shown_docks_of_organizations() {
        String looks = token(Permission.INSTANCE_READ);
        assertThat(ask(READ, "Authorization", looks)).contains("\"status\":403");
        assertThat(ask(PAUSE, "Authorization", looks)).contains("\"status\":403");
        assertThat(ask("{\"type\":\"read\",\"mbean\":\"io.tidegate:*\"}", "Authorization", looks))
                .contains("\"status\":403");
        for (String all : new String[] {"{\"type\":\"list\"}", "{\"type\":\"search\",\"mbean\":\"*:*\"}"}) {
            assertThat(ask(all, "Authorization", looks)).contains("java.lang").doesNotContain("lighthouse");
        }
        String writes = token(Permission.INSTANCE_READ, Permission.INSTANCE_WRITE);
        assertThat(ask(READ, "Authorization", writes)).contains("\"status\":200");
        assertThat(ask("{\"type\":\"search\",\"mbean\":\"*:*\"}", "Authorization", writes))
                .contains("lighthouse");
    }
}
