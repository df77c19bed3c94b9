package io.tidegate.console.sign;

import io.vertx.ext.web.RoutingContext;

/** Whether a page of ours sent a request, as its browser says; a program's request says nothing of the kind. */
public final class OwnPage {
    private static final String KEY = "tidegate.own-page";

    private OwnPage() {}

    /** The guard found it so. */
    public static void mark(RoutingContext context) {
        context.put(KEY, true);
    }

    public static boolean sent(RoutingContext context) {
        return context.get(KEY) != null;
    }
}
