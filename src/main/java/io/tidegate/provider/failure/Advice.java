package io.tidegate.provider.failure;

/** What a person can do about a failure, by its code. All words of advice stand here. */
public final class Advice {
    private static final String PROVIDER_DOWN =
            "The provider could not answer. It is asked again by itself, less and less often; when it lasts, look at the"
                    + " provider's status page.";
    private static final String NETWORK =
            "The provider could not be reached. It is tried again by itself; when all docks have this, look at this"
                    + " machine's network, its name server and its firewall.";

    private Advice() {}

    /**
     * In one or two sentences.
     *
     * @param code as the monitoring tables have it, such as HTTP_500; others get general advice
     */
    public static String on(String code) {
        return switch (code) {
            case "HTTP_401" ->
                "The provider refuses the credential. Make a new one there, put it in with `./tidegate dock set DOCK"
                        + " --token-stdin`, and resume the dock.";
            case "HTTP_403" ->
                "The credential may not read this. Give it that right at the provider, or leave the type out with"
                        + " `./tidegate dock set DOCK --type …`.";
            case "HTTP_404", "HTTP_410" ->
                "There is nothing at that address: the account may not have this product, or the provider moved it."
                        + " Compare the path in the provider's file with its documentation.";
            case "HTTP_408", "TIMEOUT" ->
                "The answer took too long. It is tried again by itself; when it lasts, ask for smaller pages in the"
                        + " provider's file.";
            case "HTTP_429", "BUDGET" ->
                "The provider asks to go slower. Tidegate waits as long as it is told to; when it comes often, make the"
                        + " interval longer, or find out who else spends this account's calls.";
            case "ETIMEDOUT", "ECONNREFUSED", "NETWORK_ERROR" -> NETWORK;
            case "CIRCUIT_OPEN" ->
                "This was asked in vain so often that it is left alone for a while. See the error that came before it.";
            case "INVALID_RESPONSE" ->
                "The answer has another form than the provider's file says. Compare both with `./tidegate provider try`,"
                        + " and mend the file: it is loaded within a second.";
            case "STALLED" ->
                "A run stored nothing for too long and was ended; the next one goes on where it stood. When it comes"
                        + " again, look at the run's requests.";
            case "ROUTE_STOPPED" ->
                "Somebody stopped a route that this list needs. Start it on the page of routes, or with `./tidegate route"
                        + " start ROUTE`; if it is to stay stopped, pause the dock.";
            case "ABANDONED" -> "The process that ran it ended. Another went on with it; nothing is to be done.";
            case "FORBIDDEN_ADDRESS" ->
                "The address leads into a network that Tidegate may not ask. Mend it, or allow it with"
                        + " `tidegate.egress.allow`.";
            default -> ofOthers(code);
        };
    }

    private static String ofOthers(String code) {
        if (code.startsWith("HTTP_5")) {
            return PROVIDER_DOWN;
        } else if (code.startsWith("HTTP_")) {
            return "The provider does not take the request. Compare it, as the message tells it, with the provider's"
                    + " documentation, and mend the provider's file: it is loaded within a second.";
        }
        return "It is tried again by itself. When it stays, the log of that time says more; report it with the message if"
                + " it looks like a fault of Tidegate.";
    }
}
