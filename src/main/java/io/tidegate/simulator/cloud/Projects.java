package io.tidegate.simulator.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Projects: names on other things, with a repository and an archive flag instead of a life of their own. */
final class Projects implements Blueprint {

    @Override
    public ObjectNode make(long number, Draw draw, Instant created) {
        ObjectNode project = Blueprint.record();
        String slug = Draw.place(number + 27);
        project.put("id", draw.uuid());
        project.put(
                "name",
                Character.toUpperCase(slug.charAt(0)) + slug.substring(1).replace('-', ' '));
        project.put("slug", slug);
        project.put("description", description(draw));
        project.put("status", draw.percent(85) ? "active" : "archived");
        project.put("repository", "https://git.example/demo/" + slug);
        project.put("environment", draw.of("production", "staging", "development"));
        project.put("is_default", number == 0);
        project.put("created_at", created.toString());
        project.put("updated_at", created.toString());
        return project;
    }

    @Override
    public void change(ObjectNode project, Draw draw, Instant at) {
        if (project.path("status").asText().equals("archived")) {
            project.put("status", "active");
        } else if (draw.percent(25)) {
            project.put("status", "archived");
        } else {
            String before = project.path("description").asText();
            String after = description(draw);
            project.put("description", after.equals(before) ? after + ", reviewed" : after);
        }
        project.put("updated_at", at.toString());
    }

    private static String description(Draw draw) {
        return draw.of("Bookings", "Deliveries", "Invoices", "Catalogue", "Tides and weather", "Customer accounts")
                + " for "
                + draw.of("the harbour office", "the ferry line", "our partners", "the fish market", "the pilots");
    }
}
