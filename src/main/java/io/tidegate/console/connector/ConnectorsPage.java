package io.tidegate.console.connector;

import io.tidegate.access.Permission;
import io.tidegate.api.connector.ConnectorRunView;
import io.tidegate.api.connector.ConnectorView;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.View;
import io.tidegate.federation.connector.ConnectorDay;
import io.tidegate.page.Page;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the visitor's organization is connected to and, for operators, all there is to connect to.
 *
 * @param operator whether all are shown
 * @param days what the runs of all came to of late
 * @param next where the list of all goes on; null at its end
 */
public record ConnectorsPage(
        boolean operator,
        List<ConnectorLine> connectors,
        List<ConnectorDay> days,
        @Nullable Link next,
        List<OwnLine> own)
        implements Model {
    static final View VIEW =
            new View("/connectors", Section.CONNECTORS, "connector/connectors.jte", ConnectorsPage::read);

    private static final String MOST_DAYS = "7";

    public ConnectorsPage {
        connectors = List.copyOf(connectors);
        days = List.copyOf(days);
        own = List.copyOf(own);
    }

    private static ConnectorsPage read(Look look) {
        List<OwnLine> own = OwnLine.of(look);
        if (!look.may(Permission.INSTANCE_READ)) {
            return new ConnectorsPage(false, List.of(), List.of(), null, own);
        }
        Page<ConnectorView> page = look.page(ConnectorView.class, "/connectors", after(look));
        return new ConnectorsPage(
                true,
                page.items().stream()
                        .map(each -> new ConnectorLine(each, running(look, each)))
                        .toList(),
                look.page(ConnectorDay.class, "/connector-days", Map.of("limit", MOST_DAYS))
                        .items(),
                page.next() == null ? null : look.link().with("after", page.next()),
                own);
    }

    /** Whether a run of it is under way, which another one waits for. */
    private static boolean running(Look look, ConnectorView connector) {
        return look
                .page(ConnectorRunView.class, "/connectors/" + connector.code() + "/runs", Map.of("limit", 1))
                .items()
                .stream()
                .anyMatch(run -> run.endedAt() == null);
    }

    /** Where a list goes on that the address asks for. */
    static Map<String, String> after(Look look) {
        String after = look.query("after");
        return after == null ? Map.of() : Map.of("after", after);
    }

    @Override
    public String title() {
        return "Connectors";
    }
}
