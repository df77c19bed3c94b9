package io.tidegate.api.connector;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.dock.CronSchedule;
import io.tidegate.federation.connector.Connector;
import io.tidegate.federation.connector.ConnectorDay;
import io.tidegate.federation.connector.ConnectorRun;
import java.time.Instant;
import java.util.List;

/** For operators: connectors, what they do now, and what they did. */
public final class ConnectorOperations {
    private final ConnectorParts parts;

    public ConnectorOperations(ConnectorParts parts) {
        this.parts = parts;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get("/connectors", Permission.INSTANCE_READ, "connector.list")
                        .pages(ConnectorView.class)
                        .by("The federations that organizations connect to, for operators", this::list),
                Operation.get("/connectors/{connector}", Permission.INSTANCE_READ, "connector.show")
                        .answers(ConnectorView.class)
                        .by("A connector", this::show),
                Operation.delete("/connectors/{connector}", Permission.INSTANCE_WRITE, "connector.delete")
                        .by("Remove a connector that nobody is connected to", this::remove),
                Operation.post("/connectors/{connector}/resume", Permission.INSTANCE_WRITE, "connector.resume")
                        .answers(ConnectorView.class)
                        .by("Let a connector go on that stopped after five failures", this::resume),
                Operation.post("/connectors/{connector}/run", Permission.INSTANCE_WRITE, "connector.run")
                        .mayTake(RunWish.class)
                        .answers(ConnectorRunView.class)
                        .accepted()
                        .by("Run over all its organizations now, or over one", this::run),
                Operation.get("/connectors/{connector}/runs", Permission.INSTANCE_READ, "connector.run.list")
                        .pages(ConnectorRunView.class)
                        .by("Its runs, newest first", this::runs),
                Operation.get("/connectors/{connector}/runs/{run}", Permission.INSTANCE_READ, "connector.run.show")
                        .answers(ConnectorRunDetail.class)
                        .by("A run with its organizations", this::runDetail),
                Operation.get("/connector-days", Permission.INSTANCE_READ, "connector.day.list")
                        .takes(Param.choice(
                                "type",
                                "Only runs that were begun so; both where nothing is said.",
                                List.of("scheduled", "manual")))
                        .pages(ConnectorDay.class)
                        .by("What the runs of all connectors came to, day by day of UTC, newest first", this::days));
    }

    private ApiResponse list(Call call) {
        return call.pagesOfInstance(
                (after, limit) -> parts.connectors().list(after, limit).map(ConnectorView::of));
    }

    private ApiResponse show(Call call) {
        return call.lookAtInstance(() -> shown(parts.find(call.word("connector"))));
    }

    /** A connector as it is now. */
    static ApiResponse shown(Connector connector) {
        return ApiResponse.ok(ConnectorView.of(connector)).at(ConnectorParts.version(connector));
    }

    private ApiResponse remove(Call call) {
        String code = call.word("connector");
        return call.actOnInstance(done -> {
            done.target("connectors/" + code);
            return parts.connectors().within(() -> {
                Connector connector = parts.locked(code);
                call.require(ConnectorParts.version(connector));
                if (!parts.connectors().remove(connector.id())) {
                    throw new Problem(
                            Problem.Kind.CONFLICT,
                            "Organizations are connected to " + code + ": disconnect them first.");
                }
                return ApiResponse.none();
            });
        });
    }

    private ApiResponse resume(Call call) {
        String code = call.word("connector");
        return call.actOnInstance(done -> {
            done.target("connectors/" + code);
            return parts.connectors().within(() -> {
                Connector before = parts.locked(code);
                Instant now = call.now();
                Instant next =
                        before.plan().enabled() ? new CronSchedule(before.plan().cron()).next(now) : null;
                Connector after = before.resumed(next);
                parts.connectors().replace(after, now);
                parts.connectors().plan(after, next);
                return shown(parts.find(code));
            });
        });
    }

    private ApiResponse run(Call call) {
        String code = call.word("connector");
        RunWish wish = call.body(RunWish.class);
        return call.actOnInstance(done -> {
            done.target("connectors/" + code);
            return parts.connectors().within(() -> {
                Connector connector = parts.locked(code);
                String club = wish.federationOrgId();
                if (connector.condition().status() != Connector.Status.ACTIVE) {
                    throw new Problem(
                            Problem.Kind.CONFLICT,
                            "The connector is in state "
                                    + connector.condition().status().word() + ": resume it first.");
                } else if (club != null
                        && parts.connections().find(connector.id(), club).isEmpty()) {
                    throw Problem.invalid("/federationOrgId", "is none that is connected");
                } else if (connector.organizations() == 0) {
                    throw new Problem(Problem.Kind.CONFLICT, "No organization is connected to " + code + ".");
                }
                long run = parts.runs()
                        .begin(connector.id(), "manual", club, call.now())
                        .orElseThrow(() -> new Problem(
                                Problem.Kind.CONFLICT, "A run of " + code + " is under way; wait for its end."));
                return ApiResponse.accepted(ConnectorRunView.of(find(connector, run)));
            });
        });
    }

    private ApiResponse runs(Call call) {
        return call.pagesOfInstance((after, limit) -> parts.runs()
                .list(parts.find(call.word("connector")).id(), after, limit)
                .map(ConnectorRunView::of));
    }

    private ApiResponse days(Call call) {
        return call.pagesOfInstance((after, limit) -> parts.runs().days(call.text("type"), after, limit));
    }

    private ApiResponse runDetail(Call call) {
        return call.lookAtInstance(() -> {
            ConnectorRun run = find(parts.find(call.word("connector")), call.id("run"));
            return ApiResponse.ok(ConnectorRunDetail.of(run, parts.runs().parts(run.id(), call.now())));
        });
    }

    private ConnectorRun find(Connector connector, long run) {
        return parts.runs().find(connector.id(), run).orElseThrow(() -> Problem.missing("run", run));
    }
}
