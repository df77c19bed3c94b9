package io.tidegate.cli.link;

import io.tidegate.cli.terminal.CommandException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Which server and which organization a command is for, as its options say. */
public final class Reach {
    private @Nullable String organization;
    private @Nullable URI server;

    /** The slug of the organization; null: the token's, or the oldest. */
    public @Nullable String organization() {
        return organization;
    }

    /** The server; null: this machine's. */
    public @Nullable URI server() {
        return server;
    }

    public void organization(@Nullable String slug) {
        organization = slug;
    }

    /**
     * Names the server.
     *
     * @param url with http or https; null: this machine's
     * @throws CommandException when it is no such URL
     */
    public void server(@Nullable String url) {
        server = url == null ? null : checked(url.strip());
    }

    private static URI checked(String url) {
        try {
            URI parsed = new URI(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            boolean plain =
                    parsed.getRawUserInfo() == null && parsed.getRawQuery() == null && parsed.getRawFragment() == null;
            if (parsed.getHost() != null
                    && plain
                    && String.valueOf(parsed.getScheme()).matches("https?")) {
                return parsed;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw CommandException.wrongUse(
                "--server: a URL such as https://tidegate.example.org is needed, without user or query.");
    }
}
