package io.tidegate.console.local;

import io.tidegate.console.filter.Field;
import io.tidegate.console.filter.Filters;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.View;
import io.tidegate.federation.side.PlayerStore;
import io.tidegate.federation.side.PlayerStore.Player;
import io.tidegate.page.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The organization's players.
 *
 * @param next where the list goes on; null at its end
 */
public record PlayersPage(List<Player> players, @Nullable Link next, Filters filters) implements Model {
    static final View VIEW = new View("/players", Section.PLAYERS, "local/players.jte", PlayersPage::read);

    public PlayersPage {
        players = List.copyOf(players);
    }

    private static PlayersPage read(Look look) {
        Filters filters = Filters.of(
                look,
                List.of(
                        Field.text("q", "Name or number", "Byrne"),
                        Field.ofWords("status", "Here", PlayerStore.STATES),
                        Field.ofWords("type", "Age", List.of("youth", "adult")),
                        Field.of(
                                "problem",
                                "Taken over",
                                List.of(new Field.Option("true", "only those who cannot be")))));
        Page<Player> page = look.page(Player.class, "/players", filters.query());
        return new PlayersPage(
                page.items(), page.next() == null ? null : look.link().with("after", page.next()), filters);
    }

    /** All that the list shows, as a file. */
    public Link file(String format) {
        return filters.export("/players/export", format);
    }

    @Override
    public String title() {
        return "Players";
    }
}
