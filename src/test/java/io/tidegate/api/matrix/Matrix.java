package io.tidegate.api.matrix;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table. */
final class Matrix {
    /** Of roles, then of an operator, of an owner's token with the scope docks:read alone, and of nobody. */
    static final List<String> WHO = List.of(
            "owner", "admin", "developer", "support", "client", "device_user", "operator", "token", "anonymous");

    /**
     * An operation; for each of {@link #WHO} in their order whether they may; what is answered to whoever may, for
     * numbers that are another organization's; and what is sent.
     */
    private static final String TABLE = """
            GET    /alert-channels                   y y - y - - - - - -
            POST   /alert-channels                   y y - - - - - - - -   {"name":"SLUG","kind":"slack","url":"https://hooks.example.org/x"}
            GET    /alert-channels/{channel}         y y - y - - - - - 404
            PATCH  /alert-channels/{channel}         y y - - - - - - - 404 {"resolved":false}
            DELETE /alert-channels/{channel}         y y - - - - - - - 404
            POST   /alert-channels/{channel}/test    y y - - - - - - - 404
            GET    /alert-deliveries                 y y - y - - - - - -
            GET    /alert-deliveries/export          y y - y - - - - - -
            GET    /alert-rules                      y y - y - - - - - -
            PUT    /alert-rules/{rule}               y y - - - - - - - -   {"raiseAt":4}
            DELETE /alert-rules/{rule}               y y - - - - - - - -
            GET    /alerts                           y y - y - - - - - -
            GET    /alerts/export                    y y - y - - - - - -
            GET    /alerts/{alert}                   y y - y - - - - - 404
            POST   /alerts/{alert}/acknowledge       y y - - - - - - - 404
            GET    /audit                            y y - - - - - - - -
            GET    /audit/export                     y y - - - - - - - -
            GET    /budget                           y y - y - - - - - -
            GET    /budget/export                    y y - y - - - - - -
            GET    /changes                          y y y y y - - - - -
            GET    /changes/export                   y y y y y - - - - -
            GET    /compare                          y y - y - - - - - -
            GET    /compare/export                   y y - y - - - - - -
            GET    /connections                      y y y - - - - y - -
            GET    /connections/{connection}         y y y - - - - y - 404
            POST   /connections/{connection}/run     y y y - - - - - - 404
            GET    /connector-days                   - - - - - - y - - -
            GET    /connectors                       - - - - - - y - - -
            POST   /connectors                       - - - - - - y - - -   {"code":"SLUG","provider":"foireann"}
            GET    /connectors/{connector}           - - - - - - y - - -
            PATCH  /connectors/{connector}           - - - - - - y - - -   {"enabled":false}
            DELETE /connectors/{connector}           - - - - - - y - - -
            PUT    /connectors/{connector}/credentials - - - - - - y - - - {"secrets":{"token":"x"}}
            GET    /connectors/{connector}/organizations - - - - - - y - - -
            POST   /connectors/{connector}/organizations - - - - - - y - - - {"organization":"default","federationOrgId":"SLUG"}
            DELETE /connectors/{connector}/organizations/{club} - - - - - - y - - -
            PUT    /connectors/{connector}/organizations/{club}/members - - - - - - y - - - identifier,Forename,Surname,DOB\\n1,Ann,Ó Sé,2010-01-31
            POST   /connectors/{connector}/resume    - - - - - - y - - -
            POST   /connectors/{connector}/run       - - - - - - y - - -   {}
            GET    /connectors/{connector}/runs      - - - - - - y - - -
            GET    /connectors/{connector}/runs/{run} - - - - - - y - - -
            GET    /connectors/{connector}/uploads   - - - - - - y - - -
            PUT    /connectors/{connector}/webhook-secret - - - - - - y - - -
            GET    /conflicts                        y y y y y - - - - -
            GET    /conflicts/export                 y y y y y - - - - -
            GET    /conflicts/{conflict}             y y y y y - - - - 404
            POST   /conflicts/{conflict}/settle      y y - y - - - - - 404 {"as":"local"}
            GET    /dashboard                        y y - y - - - - - -
            GET    /dashboard/export                 y y - y - - - - - -
            GET    /dead-letters                     y y - y - - - - - -
            GET    /dead-letters/export              y y - y - - - - - -
            GET    /dead-letters/{letter}            y y - y - - - - - 404
            POST   /dead-letters/{letter}/discard    y y - - - - - - - 404
            POST   /dead-letters/{letter}/replay     y y - - - - - - - 404
            GET    /devices                          y y - y - y - - - -
            POST   /devices                          y y - - - y - - - -   {"name":"phone"}
            DELETE /devices/{device}                 y y - - - y - - - 404
            POST   /devices/{device}/rotate          y y - - - y - - - 404 {}
            GET    /docks                            y y y - - - - y - -
            POST   /docks                            y y - - - - - - - -   {"name":"new","provider":"digitalocean","secrets":{"token":"x"},"validate":false}
            GET    /docks/{dock}                     y y y - - - - y - 404
            PATCH  /docks/{dock}                     y y - - - - - - - 404 {"enabled":false}
            DELETE /docks/{dock}                     y y - - - - - - - 404
            GET    /docks/{dock}/budget/history      y y - y - - - - - 404
            POST   /docks/{dock}/confirm-deletions   y y - - - - - - - 404
            PUT    /docks/{dock}/credentials         y y - - - - - - - 404 {"secrets":{"token":"x"},"validate":false}
            GET    /docks/{dock}/health              y y y - - - - y - 404
            POST   /docks/{dock}/pause               y y - - - - - - - 404
            GET    /docks/{dock}/progress            y y y - - - - y - 404
            POST   /docks/{dock}/resume              y y - - - - - - - 404
            POST   /docks/{dock}/sync                y y y - - - - - - 404 {}
            GET    /docks/{dock}/types               y y y - - - - y - 404
            GET    /docks/{dock}/webhook             y y y - - - - y - 404
            POST   /docks/{dock}/webhook             y y - - - - - - - 404 {}
            GET    /errors                           y y - y - - - - - -
            GET    /errors/export                    y y - y - - - - - -
            GET    /errors/groups                    y y - y - - - - - -
            GET    /errors/groups/export             y y - y - - - - - -
            GET    /errors/summary                   y y - y - - - - - -
            POST   /errors/dismiss                   y y - - - - - - - -   {"errorType":"NONE"}
            POST   /errors/retry                     y y - - - - - - - -   {"errorType":"NONE"}
            POST   /errors/{error}/dismiss           y y - - - - - - - 404
            GET    /events                           y y - y - - - - - -
            GET    /events/export                    y y - y - - - - - -
            GET    /events/latest                    y y - y - - - - - -
            GET    /events/{event}                   y y - y - - - - - 404
            GET    /events/{event}/requests          y y - y - - - - - 404
            GET    /events/{event}/requests/export   y y - y - - - - - 404
            GET    /freshness                        y y - y - - - - - -
            GET    /freshness/export                 y y - y - - - - - -
            GET    /health                           y y y - - - - y - -
            GET    /health/export                    y y y - - - - y - -
            GET    /history                          y y y y y - - - - -
            GET    /history/export                   y y y y y - - - - -
            GET    /history/{history}                y y y y y - - - - 404
            GET    /history/{history}/errors         y y y y y - - - - 404
            GET    /history/{history}/errors/export  y y y y y - - - - 404
            GET    /import-problems                  y y y y y - - - - -
            GET    /import-problems/export           y y y y y - - - - -
            GET    /instance/alert-channels          - - - - - - y - - -
            POST   /instance/alert-channels          - - - - - - y - - -   {"name":"SLUG","kind":"mail","recipients":["a@example.org"]}
            PATCH  /instance/alert-channels/{channel} - - - - - - y - - -  {"resolved":false}
            DELETE /instance/alert-channels/{channel} - - - - - - y - - -
            POST   /instance/alert-channels/{channel}/test - - - - - - y - - -
            GET    /instance/alert-deliveries        - - - - - - y - - -
            GET    /instance/alerts                  - - - - - - y - - -
            GET    /instance/audit                   - - - - - - y - - -
            GET    /instance/kinds                   - - - - - - y - - -
            GET    /instance/route-files             - - - - - - y - - -
            GET    /instance/route-files/{file}      - - - - - - y - - -
            GET    /instance/routes                  - - - - - - y - - -
            GET    /instance/routes/{route}          - - - - - - y - - -
            POST   /instance/routes/{route}/resume   - - - - - - y - - -
            POST   /instance/routes/{route}/start    - - - - - - y - - -
            POST   /instance/routes/{route}/suspend  - - - - - - y - - -
            POST   /instance/routes/{route}/stop     - - - - - - y - - -
            GET    /instance/tokens                  - - - - - - y - - -
            POST   /instance/tokens                  - - - - - - y - - -   {"name":"t"}
            DELETE /instance/tokens/{token}          - - - - - - y - - -
            GET    /jobs                             y y y y - - - - - -
            GET    /jobs/export                      y y y y - - - - - -
            GET    /jobs/{job}                       y y y y - - - - - 404
            GET    /local-records                    y y y y y - - - - -
            GET    /local-records/export             y y y y y - - - - -
            GET    /local-records/{record}           y y y y y - - - - 404
            PATCH  /local-records/{record}           y y - y - - - - - 404 {"fields":{"name":"b"}}
            GET    /local-records/{record}/history   y y y y y - - - - 404
            GET    /me                               y y y y y y y y - -
            GET    /members                          y y - - - - - - - -
            POST   /members                          y y - - - - - - - -   {"email":"SLUG@example.net","role":"client"}
            GET    /members/{member}                 y y - - - - - - - 404
            PATCH  /members/{member}                 y y - - - - - - - 404 {"role":"support"}
            DELETE /members/{member}                 y y - - - - - - - 404
            GET    /metrics                          y y - y - - - - - -
            GET    /metrics/export                   y y - y - - - - - -
            GET    /openapi.json                     y y y y y y y y y -
            GET    /organization                     y y y y y - - - - -
            PATCH  /organization                     y y - - - - - - - -   {"name":"Other"}
            GET    /organizations                    - - - - - - y - - -
            POST   /organizations                    - - - - - - y - - -   {"slug":"SLUG","owner":"o@example.org"}
            GET    /performance                      y y - y - - - - - -
            GET    /performance/export               y y - y - - - - - -
            GET    /players                          y y y y y - - - - -
            GET    /players/export                   y y y y y - - - - -
            GET    /players/{player}                 y y y y y - - - - 404
            PATCH  /players/{player}                 y y - y - - - - - 404 {"email":"a@example.org"}
            GET    /players/{player}/history         y y y y y - - - - 404
            GET    /providers                        y y y - - - - y - -
            GET    /providers/{provider}             y y y - - - - y - -
            GET    /queue                            y y - y - - - - - -
            GET    /resource-types                   y y y y y - - - - -
            GET    /resources                        y y y y y - - - - -
            GET    /resources/export                 y y y y y - - - - -
            GET    /resources/{resource}             y y y y y - - - - 404
            GET    /resources/{resource}/changes     y y y y y - - - - 404
            GET    /status                           y y y - - - - y - -
            GET    /timeline                         y y - y - - - - - -
            GET    /timeline/export                  y y - y - - - - - -
            GET    /subscriptions                    y y - y - y - - - -
            POST   /subscriptions                    y y - - - - - - - -   {"resourceType":"servers"}
            DELETE /subscriptions/{type}             y y - - - - - - - -
            GET    /tokens                           y y y y y - - - - -
            POST   /tokens                           y y y y y - - - - -   {"name":"t"}
            DELETE /tokens/{token}                   y y y y y - - - - 404
            GET    /webhooks/recent                  y y - y - - - - - -
            GET    /webhooks/recent/export           y y - y - - - - - -
            GET    /workspace                        y y - y - y - - - -
            """;

    /**
     * A row.
     *
     * @param may for each of {@link #WHO}
     * @param theirs the answer for what is another organization's; null where the path names nothing of an organization
     */
    record Row(
            String method,
            String path,
            List<Boolean> may,
            @Nullable Integer theirs,
            @Nullable String body) {
        String operation() {
            return method + " " + path;
        }
    }

    private Matrix() {}

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        TABLE.lines().forEach(line -> {
            String[] words = line.strip().split("\\s+", WHO.size() + 4);
            List<Boolean> may = new ArrayList<>();
            for (int i = 2; i < WHO.size() + 2; i++) {
                may.add(words[i].equals("y"));
            }
            String theirs = words[WHO.size() + 2];
            rows.add(new Row(
                    words[0],
                    words[1],
                    may,
                    theirs.equals("-") ? null : Integer.valueOf(theirs),
                    words.length > WHO.size() + 3 ? words[WHO.size() + 3] : null));
        });
        return rows;
    }
}
