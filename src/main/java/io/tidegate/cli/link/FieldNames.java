package io.tidegate.cli.link;

import java.util.Locale;
import java.util.Map;

/** What the API calls a field, as the options of commands call it. */
final class FieldNames {
    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("/name", "--name"),
            Map.entry("/provider", "PROVIDER"),
            Map.entry("/parameters", "--param"),
            Map.entry("/resourceTypes", "--type"),
            Map.entry("/intervalSeconds", "--interval"),
            Map.entry("/dockDefaults/intervalSeconds", "--interval"),
            Map.entry("/maxIntervalSeconds", "--max-interval"),
            Map.entry("/cron", "--cron"),
            Map.entry("/secrets", "--secret"),
            Map.entry("/scopes", "--scope"),
            Map.entry("/expiresAt", "--expires"),
            Map.entry("/recipients", "--to"),
            Map.entry("/rules", "--rule"),
            Map.entry("/url", "--url-file"),
            Map.entry("/code", "CODE"),
            Map.entry("/authType", "--auth"),
            Map.entry("/endpoints", "--endpoint"),
            Map.entry("/conflictStrategy", "--strategy"),
            Map.entry("/fieldStrategies", "--field"),
            Map.entry("/spacingSeconds", "--spacing"),
            Map.entry("/organization", "SLUG"),
            Map.entry("/federationOrgId", "CLUB"),
            Map.entry("/role", "ROLE"),
            Map.entry("/email", "EMAIL"));

    private FieldNames() {}

    /** The same, with an option or parameter in the place of a field that stands at its beginning. */
    static String spoken(String told) {
        String detail = told.replace("say validate=false", "say --no-validate");
        int colon = detail.indexOf(": ");
        if (colon < 1) {
            return detail;
        }
        String field = detail.substring(0, colon);
        String option = OPTIONS.get(field);
        if (option == null && field.matches("/(parameters|secrets|endpoints|fieldStrategies)/[^/ ]+")) {
            int slash = field.indexOf('/', 1);
            option = OPTIONS.get(field.substring(0, slash)) + " " + field.substring(slash + 1);
        } else if (option == null && field.matches("/?[a-zA-Z]+")) {
            option = "--" + field.replace("/", "").replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        }
        return option == null ? detail : option + detail.substring(colon);
    }
}
