package io.tidegate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    private static final String CANARY = "c4nary-pw";
    private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @TempDir
    Path home;

    @Test
    void nothing_needs_to_be_set() {
        Settings settings = load(Map.of());
        assertThat(settings.profile()).isEqualTo(Profile.DEV);
        assertThat(settings.directories().data()).isEqualTo(home.resolve("data"));
        assertThat(settings.db()).isEqualTo(new Settings.Db(null, 20, 54320));
        assertThat(settings.listeners().http()).isEqualTo(new Settings.Listener("127.0.0.1", 8080));
        assertThat(settings.sync().lease()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.sync().node())
                .endsWith("-" + ProcessHandle.current().pid());
    }

    @Test
    void the_environment_goes_before_the_file_and_flags_before_both() throws IOException {
        file("tidegate.workers=2\ntidegate.http.port=1\ntidegate.public.port=2\n");
        Settings settings =
                load(Map.of("TIDEGATE_HTTP_PORT", "3", "TIDEGATE_PUBLIC_PORT", "4"), "--tidegate.public.port=5");
        assertThat(settings.sync().workers()).isEqualTo(2);
        assertThat(settings.listeners().http().port()).isEqualTo(3);
        assertThat(settings.listeners().pub().port()).isEqualTo(5);
    }

    @Test
    void an_empty_value_takes_back_what_was_set_before() throws IOException {
        file("tidegate.workers=2\n");
        assertThat(load(Map.of("TIDEGATE_WORKERS", "")).sync().workers()).isEqualTo(16);
    }

    @Test
    void every_problem_is_told_at_once_with_its_place() throws IOException {
        file("# mine\n\ntidegate.workers = many\ntidegate.workrs=3\n");
        SettingsException e = refused(
                Map.of("TIDEGATE_SYNC_LEASE", "soon", "TIDEGATE_HTP_PORT", "1"),
                "--tidegate.http.port=70000",
                "--verbose");
        assertThat(e.problems())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "application.properties line 4: tidegate.workrs is unknown; did you mean tidegate.workers?",
                        "environment TIDEGATE_HTP_PORT: TIDEGATE_HTP_PORT is unknown; did you mean TIDEGATE_HTTP_PORT?",
                        "flag: --verbose is no setting; write --key=value",
                        "flag: tidegate.http.port=70000 is out of range; allowed: a whole number from 0 to 65535",
                        "application.properties line 3: tidegate.workers=many is not a whole number; allowed: a whole "
                                + "number from 1 to 1000",
                        "environment TIDEGATE_SYNC_LEASE: tidegate.sync.lease=soon is not a duration; allowed: "
                                + "a duration from 5s to 1h, such as 500ms, 1s, 2m or 1h");
    }

    @Test
    void variables_of_the_launcher_and_of_kubernetes_are_no_settings() {
        Settings settings = load(Map.of(
                "TIDEGATE_HOME", "/opt/tidegate",
                "TIDEGATE_JAVA_OPTS", "-Xmx1g",
                "TIDEGATE_SERVICE_HOST", "10.0.0.1",
                "TIDEGATE_SERVICE_PORT_HTTP", "8080",
                "TIDEGATE_PORT", "tcp://10.0.0.1:8080",
                "TIDEGATE_PORT_8080_TCP_ADDR", "10.0.0.1",
                "TIDEGATE_HTTP_PORT", "tcp://10.0.0.1:8080"));
        assertThat(settings.listeners().http().port()).isEqualTo(8080);
    }

    @Test
    void a_providers_base_url_can_be_set_everywhere() throws IOException {
        file("tidegate.provider.vultr.base-url=https://one.example/v2/\n");
        Settings settings = load(
                Map.of("TIDEGATE_PROVIDER_GAA_FOIREANN_BASE_URL", "https://two.example"),
                "--tidegate.provider.github.base-url=http://127.0.0.1:9000");
        assertThat(settings.baseUrls())
                .containsOnly(
                        Map.entry("vultr", URI.create("https://one.example/v2")),
                        Map.entry("gaa-foireann", URI.create("https://two.example")),
                        Map.entry("github", URI.create("http://127.0.0.1:9000")));
        assertThat(settings.routeProperties())
                .containsEntry("tidegate.provider.vultr.base-url", "https://one.example/v2");
    }

    @Test
    void routes_and_texts_get_no_secret() {
        Settings settings = load(Map.of(
                "TIDEGATE_DB_URL",
                "postgresql://tide:" + CANARY + "@db.example/tidegate?sslpassword=" + CANARY,
                "TIDEGATE_MASTER_KEY",
                MASTER_KEY));
        assertThat(settings.toString()).doesNotContain(CANARY, MASTER_KEY);
        assertThat(settings.routeProperties().toString()).doesNotContain(CANARY, MASTER_KEY, "db.example");
        assertThat(settings.routeProperties())
                .containsEntry("tidegate.workers", "16")
                .containsEntry("tidegate.data.dir", home.resolve("data").toString())
                .containsEntry("tidegate.node", settings.sync().node());
    }

    @Test
    void what_goes_over_kafka_needs_brokers_and_who_signs_in_a_password() {
        assertThat(load(Map.of()).kafka().isOn()).isFalse();
        assertThat(load(Map.of("TIDEGATE_KAFKA_BROKERS", "one:9092")).kafka().isOn())
                .isFalse();
        Settings on = load(Map.of(
                "TIDEGATE_KAFKA_BROKERS", "one:9092,two:9092",
                "TIDEGATE_KAFKA_JOBS", "true",
                "TIDEGATE_KAFKA_SECURITY", "sasl_scram_sha_512",
                "TIDEGATE_KAFKA_USER", "tide",
                "TIDEGATE_KAFKA_PASSWORD", CANARY));
        assertThat(on.kafka().isOn()).isTrue();
        assertThat(on.toString() + on.routeProperties()).doesNotContain(CANARY);
        SettingsException e = refused(
                Map.of(),
                "--tidegate.kafka.jobs=true",
                "--tidegate.kafka.brokers=",
                "--tidegate.kafka.security=sasl_plain",
                "--tidegate.kafka.ca-file=none.pem");
        assertThat(e.problems())
                .extracting(Problem::key)
                .containsExactlyInAnyOrder(
                        "tidegate.kafka.jobs=true",
                        "tidegate.kafka.security=sasl_plain",
                        "tidegate.kafka.ca-file=none.pem");
        assertThat(refused(Map.of(), "--tidegate.kafka.brokers=kafka").problems())
                .singleElement()
                .hasToString(
                        "flag: tidegate.kafka.brokers=kafka does not have that form; allowed: host:port with commas "
                                + "in between, such as kafka-1:9092,kafka-2:9092");
    }

    @Test
    void a_wrong_secret_is_not_printed() {
        SettingsException e = refused(
                Map.of("TIDEGATE_DB_URL", "mysql://tide:" + CANARY + "@db/x", "TIDEGATE_MASTER_KEY", CANARY),
                "--tidegate.provider.github.base-url=https://me:" + CANARY + "@github.example",
                "--tidegate.db.password",
                CANARY);
        assertThat(e.problems())
                .extracting(Problem::source)
                .containsExactly(
                        "flag", "flag", "environment TIDEGATE_DB_URL", "environment TIDEGATE_MASTER_KEY", "flag");
        assertThat(e).hasMessageNotContaining(CANARY);
    }

    @Test
    void production_needs_a_database_and_a_master_key() {
        SettingsException e = refused(Map.of("TIDEGATE_PROFILE", "prod"));
        assertThat(e.problems()).extracting(Problem::key).containsExactly("tidegate.db.url", "tidegate.master-key");
        assertThat(e.problems()).extracting(Problem::allowed).allMatch(allowed -> allowed.startsWith("allowed: "));
        assertThat(load(Map.of(
                                "TIDEGATE_PROFILE", "prod",
                                "TIDEGATE_DB_URL", "jdbc:postgresql://db/x",
                                "TIDEGATE_MASTER_KEY_FILE", "/run/secrets/master"))
                        .profile())
                .isEqualTo(Profile.PROD);
    }

    @Test
    void people_sign_in_wherever_others_could_reach_the_dashboard() {
        assertThat(load(Map.of()).signIn().required()).isFalse();
        assertThat(load(Map.of(), "--tidegate.http.host=::1", "--tidegate.public.host=0.0.0.0")
                        .signIn()
                        .required())
                .isFalse();
        assertThat(load(Map.of(), "--tidegate.auth=on").signIn().required()).isTrue();
        assertThat(load(Map.of(), "--tidegate.http.host=0.0.0.0").signIn().required())
                .isTrue();
        assertThat(refused(Map.of(), "--tidegate.http.host=10.0.0.5", "--tidegate.auth=off"))
                .hasMessageContainingAll("tidegate.auth=off", "no loopback address", "127.0.0.1");
        assertThat(refused(Map.of("TIDEGATE_PROFILE", "prod"), "--tidegate.auth=off")
                        .problems())
                .extracting(Problem::key)
                .contains("tidegate.auth=off");
    }

    @Test
    void the_name_that_people_use_is_an_origin_and_proxies_are_addresses() {
        Settings.SignIn signIn = load(
                        Map.of(),
                        "--tidegate.http.public-url=https://Tidegate.Example.org/",
                        "--tidegate.http.trusted-proxies=10.0.0.7, fd00::/8")
                .signIn();
        assertThat(signIn.publicUrl()).hasToString("https://tidegate.example.org");
        assertThat(signIn.trustedProxies()).hasSize(2);
        for (String wrong :
                List.of("tidegate.example.org", "https://a.example/path", "ftp://a.example", "https://u@a")) {
            assertThat(refused(Map.of(), "--tidegate.http.public-url=" + wrong))
                    .hasMessageContaining("tidegate.http.public-url");
        }
        for (String wrong : List.of("proxy.example", "10.0.0.0/33", "10.0.0/8", "10.0.0.256", "1,,2", "::g", "/8")) {
            assertThat(refused(Map.of(), "--tidegate.http.trusted-proxies=" + wrong))
                    .hasMessageContaining("tidegate.http.trusted-proxies");
        }
    }

    @Test
    void settings_that_contradict_each_other_are_refused() {
        SettingsException e = refused(
                Map.of("TIDEGATE_DB_USER", "tide", "TIDEGATE_MASTER_KEY", MASTER_KEY),
                "--tidegate.master-key-file=key",
                "--tidegate.public.port=8080",
                "--tidegate.routes.dir=nowhere");
        assertThat(e.problems())
                .extracting(Problem::key)
                .containsExactlyInAnyOrder(
                        "tidegate.db.user=tide",
                        "tidegate.master-key-file=key",
                        "tidegate.public.port=8080",
                        "tidegate.routes.dir=nowhere");
    }

    @Test
    void a_port_in_use_says_which_setting_names_it() {
        assertThat(SettingsException.portTaken("tidegate.http.port", 8080))
                .hasMessage("start: tidegate.http.port=8080 is taken by another program; "
                        + "stop that program, or set another port (0 takes any free one)");
    }

    @Test
    void what_begins_with_camel_goes_to_camel() throws IOException {
        file("camel.main.name=tide\n");
        assertThat(load(Map.of(), "--camel.main.duration-max-seconds=1").camelProperties())
                .containsOnly(Map.entry("camel.main.name", "tide"), Map.entry("camel.main.duration-max-seconds", "1"));
    }

    @Test
    void a_value_stays_on_its_line() {
        SettingsException e = refused(Map.of("TIDEGATE_WORKERS", "1\n2"));
        assertThat(String.valueOf(e.getMessage()).lines()).hasSize(1);
    }

    @Test
    void the_file_beside_the_program_tells_every_key() throws IOException {
        String text = Files.readString(Path.of("application.properties"));
        StringBuilder keys = new StringBuilder(text.substring(0, text.indexOf("\n\n") + 1));
        for (Key<?> key : Keys.all()) {
            keys.append("\n# %s\n# allowed: %s\n#%s=%s\n"
                    .formatted(key.meaning(), key.allowed(), key.name(), key.fallback()));
        }
        assertThat(text).isEqualTo(keys.toString());
    }

    @Test
    void the_page_of_settings_says_the_same() throws IOException {
        assertThat(Files.readString(ConfigurationPage.FILE))
                .as("run `make config` and commit %s", ConfigurationPage.FILE)
                .isEqualTo(ConfigurationPage.text());
    }

    private void file(String text) throws IOException {
        Files.writeString(home.resolve("application.properties"), text);
    }

    private Settings load(Map<String, String> environment, String... flags) {
        return Settings.load(home, environment, List.of(flags));
    }

    private SettingsException refused(Map<String, String> environment, String... flags) {
        SettingsException e = catchThrowableOfType(SettingsException.class, () -> load(environment, flags));
        assertThat(e).isNotNull();
        return e;
    }
}
