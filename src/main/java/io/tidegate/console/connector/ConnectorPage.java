package io.tidegate.console.connector;

import io.tidegate.api.Problem;
import io.tidegate.api.connection.ConnectionView;
import io.tidegate.api.connection.KeptUpload;
import io.tidegate.api.connector.ConnectorRunDetail;
import io.tidegate.api.connector.ConnectorRunView;
import io.tidegate.api.connector.ConnectorView;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.View;
import io.tidegate.console.page.Words;
import io.tidegate.page.Page;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A connector with its organizations and its last runs, for operators.
 *
 * @param next where the organizations go on; null at their end
 * @param uploads files of members, where the visitor may see them
 * @param runs the newest first
 * @param shown the run whose organizations are shown: the one the address names, or the newest; null before the first
 */
public record ConnectorPage(
        ConnectorLine line,
        List<OrganizationLine> organizations,
        @Nullable Link next,
        List<UploadLine> uploads,
        List<ConnectorRunView> runs,
        @Nullable Shown shown)
        implements Model {
    static final View VIEW =
            new View("/connectors/:connector", Section.CONNECTORS, "connector/connector.jte", ConnectorPage::read);

    private static final int MOST_RUNS = 10;
    private static final int MOST_PARTS = 200;

    /**
     * A run, organization by organization.
     *
     * @param parts those that need a look first
     * @param more how many are left out
     */
    public record Shown(ConnectorRunView run, List<PartLine> parts, int more) {
        public Shown {
            parts = List.copyOf(parts);
        }
    }

    public ConnectorPage {
        organizations = List.copyOf(organizations);
        uploads = List.copyOf(uploads);
        runs = List.copyOf(runs);
    }

    private static ConnectorPage read(Look look) {
        String path = "/connectors/" + look.at("connector");
        ConnectorView connector = look.get(ConnectorView.class, path);
        List<Long> own =
                OwnLine.of(look).stream().map(each -> each.connection().dock()).toList();
        LongFunction<@Nullable Link> account = dock -> own.contains(dock) ? Link.to("/docks/" + dock) : null;
        Page<ConnectionView> organizations =
                look.page(ConnectionView.class, path + "/organizations", ConnectorsPage.after(look));
        List<ConnectorRunView> runs = look.page(ConnectorRunView.class, path + "/runs", Map.of("limit", MOST_RUNS))
                .items();
        Long wanted = wanted(look, runs);
        return new ConnectorPage(
                new ConnectorLine(connector, running(runs)),
                organizations.items().stream()
                        .map(each -> new OrganizationLine(each, account.apply(each.dock())))
                        .toList(),
                organizations.next() == null ? null : look.link().with("after", organizations.next()),
                look.page(KeptUpload.class, path + "/uploads", Map.of()).items().stream()
                        .map(upload -> new UploadLine(upload, own.contains(upload.dock())))
                        .toList(),
                runs,
                wanted == null ? null : shown(look.get(ConnectorRunDetail.class, path + "/runs/" + wanted), account));
    }

    private static @Nullable Long wanted(Look look, List<ConnectorRunView> runs) {
        String run = look.query("run");
        if (run == null) {
            return runs.isEmpty() ? null : Long.valueOf(runs.get(0).id());
        } else if (!run.matches("[0-9]{1,18}")) {
            throw Problem.missing("run", Words.shortened(run, 40));
        }
        return Long.valueOf(run);
    }

    private static Shown shown(ConnectorRunDetail detail, LongFunction<@Nullable Link> account) {
        List<PartLine> parts = detail.organizations().stream()
                .map(part -> new PartLine(part, account.apply(part.dock())))
                .sorted(Comparator.comparingInt(PartLine::urgency))
                .toList();
        int most = Math.min(MOST_PARTS, parts.size());
        return new Shown(detail.run(), parts.subList(0, most), parts.size() - most);
    }

    private static boolean running(List<ConnectorRunView> runs) {
        return !runs.isEmpty() && runs.get(0).endedAt() == null;
    }

    public static Standing standing(ConnectorRunView run) {
        return Standing.of(run.status());
    }

    /** "3 of 4 succeeded, 1 failed". */
    public static String totals(ConnectorRunView run) {
        return Words.number(run.succeeded()) + " of " + Words.number(run.organizations()) + " succeeded"
                + (run.failed() == 0 ? "" : ", " + Words.number(run.failed()) + " failed");
    }

    @Override
    public String title() {
        return line.connector().name();
    }
}
