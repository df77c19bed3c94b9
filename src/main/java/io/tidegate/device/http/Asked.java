package io.tidegate.device.http;

import io.tidegate.device.Device;
import io.tidegate.protocol.InvalidOpException;
import io.tidegate.protocol.wire.SyncScope;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands in the query of a call. */
record Asked(MultiMap query) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern TABLE = Pattern.compile("[a-z_]{1,40}");
    private static final int LONGEST = 1_000;

    /** @throws InvalidOpException when it says what is not known, or something twice */
    static Asked of(RoutingContext context, String... known) {
        MultiMap query = context.queryParams();
        for (String name : query.names()) {
            if (!List.of(known).contains(name)) {
                throw new InvalidOpException("the query may say " + String.join(", ", known) + ", and nothing else");
            } else if (query.getAll(name).size() > 1) {
                throw new InvalidOpException(name + " is said twice");
            } else if (query.get(name).length() > LONGEST) {
                throw new InvalidOpException(name + " is too long");
            }
        }
        return new Asked(query);
    }

    /** @param usual where nothing is said */
    long number(String name, long usual) {
        String text = query.get(name);
        return text == null ? usual : number(name + " is", text);
    }

    /** The place to go on from: where the stream broke off, else what the query says. */
    long cursor(HttpServerRequest request) {
        String last = request.getHeader("Last-Event-ID");
        return last == null || last.isBlank() ? number("cursor", 0) : number("Last-Event-ID is", last.strip());
    }

    private static long number(String what, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new InvalidOpException(what + " a whole number from 0 on");
        }
        return Long.parseLong(text);
    }

    int small(String name, int usual) {
        return (int) Math.min(Integer.MAX_VALUE, number(name, usual));
    }

    @Nullable String text(String name) {
        return query.get(name);
    }

    /** @throws InvalidOpException when one of them is no name of a table */
    Set<String> tables() {
        String all = query.get("tables");
        Set<String> tables = new LinkedHashSet<>();
        for (String each : all == null ? List.<String>of() : List.of(all.split(",", -1))) {
            if (!TABLE.matcher(each).matches()) {
                throw new InvalidOpException("tables names tables, with commas between them");
            }
            tables.add(each);
        }
        return tables;
    }

    SyncScope scope(Device device) {
        return new SyncScope(device.slug(), query.get("projectId"));
    }
}
