package io.tidegate.route.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramFilesTest {
    @TempDir
    Path folder;

    @Test
    void it_is_another_program_when_a_library_is_another_or_is_gone_or_comes() throws IOException {
        Path jar = jar("same");
        String without = ProgramFiles.state(jar);
        assertThat(ProgramFiles.state(jar)).isEqualTo(without).contains("one.jar absent");

        Path library = Files.writeString(folder.resolve("one.jar"), "1");
        String with = ProgramFiles.state(jar);
        assertThat(with).isNotEqualTo(without);

        Files.writeString(library, "12");
        assertThat(ProgramFiles.state(jar)).isNotEqualTo(with).isNotEqualTo(without);

        Files.delete(library);
        assertThat(ProgramFiles.state(jar)).isEqualTo(without);
    }

    @Test
    void it_is_another_program_when_a_class_is_another_though_size_and_time_are_the_same() throws IOException {
        Path jar = jar("same");
        String before = ProgramFiles.state(jar);
        Files.setLastModifiedTime(jar("else"), Files.getLastModifiedTime(jar));
        assertThat(ProgramFiles.state(jar)).isNotEqualTo(before);
    }

    @Test
    void classes_in_a_folder_may_change_at_any_time() throws IOException {
        assertThat(ProgramFiles.state(folder)).isNull();
    }

    private Path jar(String content) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "one.jar two.jar");
        Path jar = folder.resolve("program.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new ZipEntry("Program.class"));
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }
}
