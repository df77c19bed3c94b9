package io.tidegate.cli.route;

import io.tidegate.api.route.RouteFileDetail;
import io.tidegate.api.route.RouteView;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.route.sight.Order;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code routes} and the group {@code route}. */
@Command(name = "route", description = "A route of a server: start, stop, suspend, resume; source of its file.")
public final class RouteCommands {
    private RouteCommands() {}

    /** Adds {@code routes} and {@code route}. */
    public static void addTo(CommandLine root, Workspace workspace) {
        CommandLine group = new CommandLine(new RouteCommands()).addSubcommand(new Source(workspace));
        for (Order order : Order.values()) {
            CommandLine each = new CommandLine(new Carry(workspace, order));
            each.getCommandSpec().usageMessage().description(meaning(order));
            group.addSubcommand(order.word(), each);
        }
        root.addSubcommand(new RoutesCommand(workspace)).addSubcommand(group);
    }

    private static String meaning(Order order) {
        return switch (order) {
            case START -> "Start it.";
            case STOP -> "Stop it, until it is started or the server is.";
            case SUSPEND -> "Let nothing new in.";
            case RESUME -> "Let it go on that was suspended.";
        };
    }

    @Command
    private static final class Carry implements Callable<Integer> {
        private final Workspace workspace;
        private final Order order;

        @Parameters(index = "0", paramLabel = "ROUTE", description = "Its id, see ./tidegate routes.")
        private String route = "";

        @Mixin
        private final JsonOption json = new JsonOption();

        Carry(Workspace workspace, Order order) {
            this.workspace = workspace;
            this.order = order;
        }

        @Override
        public Integer call() {
            RouteView view = workspace
                    .link()
                    .send("POST", "/instance/routes/" + route + "/" + order.word(), null, RouteView.class);
            if (json.wanted()) {
                workspace.screen().json(view);
            } else {
                workspace.screen().line("Route " + view.id() + " is " + view.state() + ".");
            }
            return 0;
        }
    }

    @Command(name = "source", description = "The text of a file as it runs.")
    private static final class Source implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "FILE", description = "Its name, such as 1-schedule or providers.vultr.")
        private String file = "";

        @Mixin
        private final JsonOption json = new JsonOption();

        Source(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            RouteFileDetail detail = workspace.link().get("/instance/route-files/" + file, RouteFileDetail.class);
            if (json.wanted()) {
                workspace.screen().json(detail);
                return 0;
            }
            String running = detail.running();
            if (running == null) {
                throw CommandException.failed(detail.file().file() + " does not run: see ./tidegate routes --files.");
            }
            running.lines().forEach(workspace.screen()::line);
            return 0;
        }
    }
}
