package io.tidegate.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of an unpacked release, with a Java that only says what it was started with. */
class LauncherTest {
    @TempDir
    private Path folder;

    private Path release;
    private Path link;
    private Path data;

    private final Map<String, String> environment = new HashMap<>();

    private record Ended(int code, String output) {}

    @BeforeEach
    void unpack() throws IOException {
        release = Files.createDirectories(folder.resolve("a release"));
        Path launcher = Files.createDirectories(release.resolve("bin")).resolve("tidegate");
        Files.copy(Path.of("tidegate"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
        Files.createFile(Files.createDirectories(release.resolve("lib")).resolve("tidegate.jar"));
        link = Files.createSymbolicLink(folder.resolve("link"), launcher);
        data = Files.createDirectories(folder.resolve("the data"));
        program("jdk/bin/java", "echo \"$TIDEGATE_DATA_DIR: $*\"");
        java("17.0.1", "Debian");
        program("bin/id", "echo \"$TEST_ID\"");
        program("bin/stat", "echo \"$TEST_OWNER\"");
    }

    @Test
    void root_is_refused_on_the_data_of_somebody_else() throws Exception {
        Ended ended = run("0", "tide");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output())
                .contains(data + " belongs to tide", "sudo -u tide")
                .doesNotContain("-jar");
    }

    @Test
    void root_may_have_data_of_its_own_and_others_are_not_asked() throws Exception {
        for (Ended ended : List.of(run("0", "root"), run("1000", "tide"))) {
            assertThat(ended.code()).as(ended.output()).isZero();
            assertThat(ended.output())
                    .startsWith(data + ": ")
                    .contains("-Dtidegate.home=" + release.toRealPath())
                    .endsWith("-jar " + release.toRealPath().resolve("lib/tidegate.jar") + " run\n");
        }
    }

    @Test
    void a_start_neither_waits_for_a_class_cache_nor_leaves_one() throws Exception {
        assertThat(run("0", "root").code()).isZero();

        assertThat(release.resolve("lib")).isDirectoryNotContaining(each -> !each.endsWith("tidegate.jar"));
    }

    @Test
    void an_option_that_some_java_does_not_know_is_for_those_that_do() throws Exception {
        for (String version : List.of("17.0.9", "17.0.15", "21.0.2", "22", "22.0.2", "25.0.3")) {
            java(version, "Debian");
            assertThat(run("0", "root").output())
                    .as(version)
                    .contains("-XX:+UnlockExperimentalVMOptions -XX:TrimNativeHeapInterval=");
            environment.put("OSTYPE", "darwin23");
            assertThat(run("0", "root").output())
                    .as(version + " without glibc says on its output that it cannot")
                    .doesNotContain("TrimNativeHeap");
            environment.remove("OSTYPE");
        }
        for (String version : List.of("17", "17.0.1", "17.0.8.1", "18.0.2", "21")) {
            java(version, "Debian");
            assertThat(run("0", "root").output()).as(version).doesNotContain("TrimNativeHeap");
        }
        java("21.0.2", "Oracle Corporation");
        assertThat(run("0", "root").output()).doesNotContain("TrimNativeHeap");
    }

    @Test
    void a_smaller_heap_may_be_asked_for() throws Exception {
        assertThat(run("0", "root").output()).contains("-Xms");
        environment.put("TIDEGATE_JAVA_OPTS", "-Xmx64m");
        assertThat(run("0", "root").output()).contains("-Xmx64m").doesNotContain("-Xms");
    }

    private void java(String version, String vendor) throws IOException {
        Files.writeString(
                folder.resolve("jdk/release"),
                "IMPLEMENTOR=\"" + vendor + "\"\nJAVA_VERSION=\"" + version + "\"\nOS_ARCH=\"x86_64\"\n");
    }

    private Ended run(String id, String owner) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(link.toString(), "run").redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        folder.resolve("bin") + ":" + System.getenv("PATH"),
                        "JAVA_HOME",
                        folder.resolve("jdk").toString(),
                        "TIDEGATE_DATA_DIR",
                        data.toString(),
                        "TEST_ID",
                        id,
                        "TEST_OWNER",
                        owner));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private void program(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
