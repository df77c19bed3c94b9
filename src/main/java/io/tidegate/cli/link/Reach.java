package io.tidegate.cli.link;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Which server and which organization a command is for, as its options say. */
public final class Reach {
    private @Nullable String organization;
    private @Nullable URI server;

    /** The slug of the organization; null: the only one, or the token's. */
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

    public void server(@Nullable URI url) {
        server = url;
    }
}
