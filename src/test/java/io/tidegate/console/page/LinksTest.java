package io.tidegate.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.account.Email;
import io.tidegate.console.SignedInBed;
import io.tidegate.console.dock.DockRows;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody is shown a link that they may not follow, nor one that leads nowhere. */
class LinksTest {
    private static final Pattern HREF = Pattern.compile("href=\"(/[^\"#]*)");

    /** Invented, with an id that no route of ours has: to no page of its own. */
    private static final String HOSTILE = "/routes/route/work%3Cb%3E";

    private static final String[] TABLES = {
        "docks",
        "budgets",
        "sync_events",
        "sync_errors",
        "sync_positions",
        "sync_pages",
        "resources",
        "resource_changes",
        "dead_letters",
        "rate_limit_logs",
        "alerts",
        "connectors"
    };

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final Map<String, Integer> answers = new LinkedHashMap<>();
    private SignedInBed bed;
    private Actor owner;
    private List<String> views;

    @BeforeEach
    void open() {
        database.clear(TABLES);
        bed = new SignedInBed(database);
        owner = bed.accounts.owner("acme");
        DockRows rows = new DockRows(database.jdbi(), bed.accounts.clock.instant());
        rows.rows.harbour();
        long dock = number("select id from docks where name = 'EU production'");
        long ailing = number("select id from docks where name = 'Sandbox'");
        long run = number("select max(id) from sync_events where dock_id = " + dock);
        rows.request(dock, run, Duration.ofSeconds(13), 200, 4_812, 5_000);
        rows.list(dock, "servers", "", Duration.ofSeconds(14), null, 2);
        rows.error(ailing, "HTTP_503", "it broke");
        rows.error(dock, "HTTP_503", "it broke");
        long letter = rows.letter(ailing, "it broke for good");
        long alert = alert(ailing);
        database.jdbi().useHandle(handle -> {
            handle.execute("update resource_changes set run = " + run + " where dock_id = " + dock);
            for (String table : TABLES) {
                if (!List.of("budgets", "sync_positions", "sync_pages", "connectors")
                        .contains(table)) {
                    handle.execute("update " + table + " set org_id = ?", owner.organization());
                }
            }
        });
        connector(dock);
        long record = number("select max(resource_id) from resource_changes where dock_id = " + dock);
        views = List.of(
                "/",
                "/?range=week",
                "/docks/" + dock,
                "/docks/" + ailing,
                "/docks/" + dock + "/records/servers",
                "/docks/" + dock + "/records/servers/" + record,
                "/docks/" + ailing + "/letters/" + letter + "/replay",
                "/runs",
                "/runs?dock=" + dock,
                "/runs/" + run,
                "/errors",
                "/errors/list",
                "/errors/letters",
                "/alerts",
                "/alerts/" + alert,
                "/changes",
                "/connectors",
                "/connectors/gaa",
                "/conflicts",
                "/devices",
                "/routes",
                "/routes/route/schedule",
                "/routes/file/providers.harbour",
                "/password",
                "/no-such-page");
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private long number(String query) {
        return database.jdbi()
                .withHandle(handle -> handle.select(query).mapTo(Long.class).one());
    }

    private long alert(long dock) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        insert into alerts (org_id, dock_id, provider, rule, subject, severity, state, message, value,
                            threshold, raised_at, last_seen_at)
                        values (1, :dock, 'harbour', 'error_rate', 'dock:' || :dock, 'warning', 'open', 'Sandbox fails', 60,
                            50, :at, :at) returning id
                        """)
                        .bind("dock", dock)
                        .bind("at", bed.accounts.clock.instant())
                        .mapTo(Long.class)
                        .one());
    }

    private void connector(long dock) {
        database.jdbi().useHandle(handle -> handle.execute("""
                with connector as (
                    insert into connectors (federation_code, name, provider, status, enabled, auth_type, conflict_strategy,
                        cron, created_at, updated_at)
                    values ('gaa', 'GAA', 'foireann', 'active', true, 'api_key', 'merge', '0 15 2 * * ?', now(), now())
                    returning id
                ), run as (
                    insert into connector_runs (connector_id, type, started_at, ended_at, organizations)
                    select id, 'manual', now(), now(), 1 from connector
                )
                insert into connected_organizations (connector_id, org_id, federation_org_id, dock_id, enabled_at)
                select id, ?, '1234', ?, now() from connector
                """, owner.organization(), dock));
    }

    @ParameterizedTest
    @EnumSource
    void every_link_on_a_page_that_is_shown_may_be_followed(Role role) {
        Actor visitor = role == Role.OWNER ? owner : bed.accounts.member(owner, "visitor", role);

        assertThat(refused(visitor))
                .as("links that a " + role.word() + " may not follow")
                .isEmpty();
    }

    @Test
    void every_link_that_an_operator_sees_may_be_followed_too() {
        bed.accounts.people.operator(Email.of(owner.name()), true);

        assertThat(refused(owner)).isEmpty();
        assertThat(answers).containsKeys("/hawtio/camel", "/routes/route/schedule/stop?back");
    }

    /** The links that are answered by anything but what they promise, with the page that shows them. */
    private List<String> refused(Actor visitor) {
        String session = bed.accounts.session(visitor);
        List<String> wrong = new ArrayList<>();
        for (String view : views) {
            var page = bed.as(session, view);
            if (page.statusCode() == 403) {
                continue;
            }
            assertThat(page.statusCode()).as(view).isIn(200, 404);
            for (String link : links(page.body())) {
                // of links that ask the same of another time or page, one will do
                int status = answers.computeIfAbsent(
                        link.replaceAll("=[^&]*", ""),
                        any -> bed.as(session, link).statusCode());
                if (status != 200 && status != 308) {
                    wrong.add(status + " " + link + " on " + view);
                }
            }
        }
        return wrong;
    }

    private static Iterable<String> links(String page) {
        TreeSet<String> links = new TreeSet<>();
        Matcher matcher = HREF.matcher(page);
        while (matcher.find()) {
            links.add(matcher.group(1).replace("&amp;", "&"));
        }
        links.removeIf(link -> link.startsWith(HOSTILE));
        return links;
    }
}
