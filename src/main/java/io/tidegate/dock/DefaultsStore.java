package io.tidegate.dock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jdbi.v3.core.Jdbi;

/** The column {@code organizations.dock_defaults}, of the one organization there is to see. */
public final class DefaultsStore {
    private static final String FIND = "select dock_defaults::text from organizations where id = current_org()";

    private static final String SET =
            "update organizations set dock_defaults = cast(:defaults as jsonb) where id = current_org()";

    private final Jdbi jdbi;
    private final ObjectMapper json;

    public DefaultsStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    public DockDefaults find() {
        String text = jdbi.withHandle(
                handle -> handle.createQuery(FIND).mapTo(String.class).findOne().orElse("{}"));
        try {
            JsonNode tree = json.readTree(text);
            DockDefaults own = DockDefaults.OF_TIDEGATE;
            return new DockDefaults(
                    tree.path("intervalSeconds").asLong(own.intervalSeconds()),
                    tree.path("enabled").asBoolean(own.enabled()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("organizations.dock_defaults holds no JSON", e);
        }
    }

    public void set(DockDefaults defaults) {
        String text = json.valueToTree(defaults).toString();
        jdbi.useHandle(handle -> handle.createUpdate(SET).bind("defaults", text).execute());
    }
}
