package io.tidegate.provider.event;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a provider sent, byte for byte, before anyone believes it. */
public final class Delivery {
    private final UnaryOperator<@Nullable String> header;
    private final byte[] body;

    /**
     * @param header its headers by name, in any case; null for one that is absent, or came more than once
     * @param body not changed from here on
     */
    public Delivery(UnaryOperator<@Nullable String> header, byte[] body) {
        this.header = header;
        this.body = body;
    }

    /** The header of that name; empty when it is absent, or came more than once. */
    public String header(String name) {
        String value = header.apply(name);
        return value == null ? "" : value.strip();
    }

    /** The body as it came. */
    public byte[] body() {
        return body;
    }
}
