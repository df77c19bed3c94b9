package io.tidegate.route.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.StringJoiner;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The files that the program is made of. */
final class ProgramFiles {
    private ProgramFiles() {}

    /**
     * Tells one state of them from another, and one Java from another, without reading them: names, sizes and times, and of the
     * jar what is in it.
     *
     * @param jar the one that the program was started from, whose manifest names the others
     * @return null where it was not started from a jar, as when it runs from compiled classes
     */
    static @Nullable String state(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            return null;
        }
        StringJoiner state = new StringJoiner("\n");
        state.add(System.getProperty("java.vm.version")).add(file(jar));
        try (JarFile file = new JarFile(jar.toFile())) {
            // two builds of one commit may have the same size and time
            state.add(
                    file.stream().map(entry -> entry.getName() + entry.getCrc()).collect(Collectors.joining()));
            Manifest manifest = file.getManifest();
            String others =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            for (String other : others == null ? new String[0] : others.split(" ", 0)) {
                state.add(file(jar.resolveSibling(other)));
            }
        }
        return state.toString();
    }

    /** One that is named may be absent: an archive leaves out what its system has no use for. */
    private static String file(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return file + " " + attributes.size() + " " + attributes.lastModifiedTime();
        } catch (NoSuchFileException e) {
            return file + " absent";
        }
    }
}
