package io.tidegate.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * DigitalOcean's lists with values of our own, in bodies of the shapes it documents. Every secret in them starts with
 * {@value #CANARY}.
 */
public final class DigitalOceanFixture {

    /** What every secret of the bodies starts with: it may be found nowhere after a sync. */
    public static final String CANARY = "canary-secret-";

    private static final JsonMapper JSON = new JsonMapper();
    private static final int HOURLY = 5_000;

    private DigitalOceanFixture() {}

    /**
     * Scripts all lists under /v2, two records a page, databases without pages, hourly limit in ratelimit-*
     * headers with an epoch reset. Each domain has the same DNS records under ids of its own.
     */
    public static FakeProvider on(FakeProvider provider) {
        serve(provider, "/v2/droplets", "droplets");
        serve(provider, "/v2/apps", "apps");
        serve(provider, "/v2/domains", "domains");
        serve(provider, "/v2/projects", "projects");
        serve(provider, "/v2/volumes", "volumes");
        provider.list("/v2/databases", "databases")
                .records(body("databases").path("databases"))
                .unpaged();
        int domains = 0;
        for (JsonNode domain : body("domains").path("domains")) {
            String path = "/v2/domains/" + domain.path("name").asText() + "/records";
            JsonNode records = body("domain_records").path("domain_records");
            for (JsonNode each : records) {
                ((ObjectNode) each).put("id", each.path("id").asLong() + 1_000L * domains);
            }
            provider.list(path, "domain_records").records(records).pageSize(2);
            domains++;
        }
        return provider.limitHeaders("ratelimit-").limit(HOURLY, Duration.ofHours(1));
    }

    /** One of the bodies: droplets, apps, domains, domain_records (of the first domain), databases, projects, volumes. */
    public static JsonNode body(String name) {
        String resource = "/fixtures/digitalocean/" + name + ".json";
        try (InputStream in = DigitalOceanFixture.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no fixture " + resource);
            }
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static void serve(FakeProvider provider, String path, String array) {
        provider.list(path, array).records(body(array).path(array)).pageSize(2);
    }
}
