package io.tidegate.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.Beans;
import io.tidegate.config.Settings;
import io.tidegate.db.Database;
import io.tidegate.egress.Egress;
import io.tidegate.testing.TestDatabase;
import io.tidegate.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every file of {@code routes-yaml}, with the program's own beans. */
class RouteFilesTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void every_route_file_can_run_and_explains_itself(@TempDir Path data) throws IOException {
        String url = ((HikariDataSource) DATABASE.dataSource()).getJdbcUrl();
        Settings settings = Settings.load(
                data,
                Map.of(),
                List.of(
                        "--tidegate.db.url=" + url,
                        "--tidegate.data.dir=" + data.resolve("data"),
                        "--tidegate.kafka.brokers=127.0.0.1:9",
                        "--tidegate.kafka.jobs=true"));
        InstantSource clock = () -> RouteTestBed.NOW;
        try (Database database = Database.open(settings);
                DefaultCamelContext context = new DefaultCamelContext()) {
            Beans beans = new Beans(
                    settings, database, Vault.open(settings), Egress.of(settings), new SimpleMeterRegistry(), clock);
            beans.byName().forEach(context.getRegistry()::bind);
            ScratchComponents standard = ScratchComponents.standard();
            RouteOptions options = RouteOptions.of(settings.routeProperties()).withComponents(scheme -> {
                Component ours = beans.component(scheme);
                return ours == null ? standard.create(scheme) : ours;
            });
            RouteFolder folder = new RouteFolder(Path.of("routes-yaml"), List.of("providers", "demo"));
            assertThat(new RouteCheck(context, folder, options, clock).faults()).isEmpty();
        }
    }
}
