package io.tidegate.client.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The device library's jar works with what its own POM names, and nothing else. */
class ClientJarIT {
    private static final Path JAR = Path.of("target", "tidegate-client.jar");
    private static final Path POM = Path.of("target", "client", "pom.xml");
    private static final String NOTES = "io/tidegate/client/example/Notes.class";
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>\\s*(?:<scope>|</dependency>)");

    @TempDir
    private Path folder;

    @Test
    void the_example_runs_on_the_jar_and_the_dependencies_of_its_pom() throws Exception {
        Path example = folder.resolve("classes").resolve(NOTES);
        Files.createDirectories(example.getParent());
        try (InputStream notes = getClass().getClassLoader().getResourceAsStream(NOTES)) {
            assertThat(notes).isNotNull();
            Files.copy(notes, example);
        }
        assertThat(notes("add", "buy milk")).isEmpty();
        assertThat(notes("list")).contains("buy milk");
        assertThat(folder.resolve("notes").resolve("tidegate-acme.db")).exists();
    }

    @Test
    void the_jar_holds_the_library_and_the_protocol_alone() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(".class")))
                    .isNotEmpty()
                    .allMatch(
                            name -> name.startsWith("io/tidegate/client/") || name.startsWith("io/tidegate/protocol/"));
        }
        assertThat(POM)
                .content()
                .contains("<artifactId>tidegate-client</artifactId>")
                .doesNotContain("@");
    }

    private String notes(String... words) throws Exception {
        List<String> path = new ArrayList<>(List.of(
                folder.resolve("classes").toString(), JAR.toAbsolutePath().toString()));
        path.addAll(dependencies());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(File.pathSeparator, path),
                "io.tidegate.client.example.Notes"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("TIDEGATE_URL", "http://127.0.0.1:1");
        builder.environment().put("TIDEGATE_WORKSPACE", "acme");
        builder.environment().put("TIDEGATE_TOKEN", "none");
        builder.redirectError(folder.resolve("errors").toFile());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("errors")))
                .isZero();
        return said;
    }

    /** The jars of what the POM names, with what Jackson brings. */
    private static List<String> dependencies() throws IOException {
        List<String> jars = new ArrayList<>();
        Matcher named = DEPENDENCY.matcher(Files.readString(POM));
        while (named.find()) {
            jars.add(jar(named.group(1) + "-" + named.group(2)));
            if (named.group(1).equals("jackson-databind")) {
                jars.add(jar("jackson-core-" + named.group(2)));
                jars.add(jar("jackson-annotations-" + named.group(2)));
            }
        }
        assertThat(jars).hasSize(6);
        return jars;
    }

    private static String jar(String name) {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
                .filter(each -> each.endsWith(name + ".jar"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + ".jar is not on the class path of the tests"));
    }
}
