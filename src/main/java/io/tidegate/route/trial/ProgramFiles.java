package io.tidegate.route.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.StringJoiner;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** The files that the program is made of. */
final class ProgramFiles {
    private ProgramFiles() {}

    /**
     * Tells one state of them from another, and one Java from another, without reading them: names, sizes and times.
     *
     * @param jar the one that the program was started from, whose manifest names the others
     * @return null where it was not started from a jar, as when it runs from compiled classes
     */
    static @Nullable String state(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            return null;
        }
        StringJoiner state = new StringJoiner("\n");
        state.add(System.getProperty("java.vm.version")).add(state(jar, jar));
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String others =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            for (String other : others == null ? new String[0] : others.split(" ", 0)) {
                state.add(state(jar, jar.resolveSibling(other)));
            }
        }
        return state.toString();
    }

    private static String state(Path jar, Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return jar.resolveSibling(file) + " " + attributes.size() + " " + attributes.lastModifiedTime();
    }
}
