package io.tidegate.route;

import io.tidegate.route.text.FoundFile;
import io.tidegate.route.text.RefusedFileException;
import io.tidegate.route.text.RouteFile;
import io.tidegate.route.text.Sentence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where route files lie. Files named {@code *.camel.yaml} count, at the top and in the named subfolders; hidden ones do
 * not. What lies in a subfolder is a provider.
 *
 * @param root the routes folder
 * @param subfolders names such as {@code providers}; they need not exist yet
 * @param unused names of files that do not count
 */
public record RouteFolder(Path root, List<String> subfolders, Set<String> unused) {

    public RouteFolder {
        root = root.toAbsolutePath().normalize();
        subfolders = List.copyOf(subfolders);
        unused = Set.copyOf(unused);
    }

    /** All files count. */
    public RouteFolder(Path root, List<String> subfolders) {
        this(root, subfolders, Set.of());
    }

    /** The same without these files. */
    public RouteFolder without(Set<String> files) {
        return new RouteFolder(root, subfolders, files);
    }

    /** The folders that exist now. */
    List<Path> folders() {
        List<Path> folders = new ArrayList<>(List.of(root));
        subfolders.forEach(name -> folders.add(root.resolve(name)));
        return folders.stream().filter(Files::isDirectory).toList();
    }

    /** The name people know: with the routes folder's own name. */
    String shown(String file) {
        return root.getFileName() + "/" + file;
    }

    /** Where Camel says a route comes from. */
    String location(String file) {
        return "file:" + root.resolve(file);
    }

    /** @throws UncheckedIOException when a folder cannot be listed */
    Map<String, FoundFile> read() {
        Map<String, FoundFile> found = new TreeMap<>();
        for (Path folder : folders()) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + RouteFile.SUFFIX)) {
                for (Path path : files) {
                    if (!path.getFileName().toString().startsWith(".") && !Files.isDirectory(path)) {
                        String file = root.relativize(path).toString().replace('\\', '/');
                        read(file, path, found);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot list the routes folder " + folder, e);
            }
        }
        found.keySet().removeAll(unused);
        return found;
    }

    private static void read(String file, Path path, Map<String, FoundFile> found) {
        try {
            long size = Files.size(path);
            if (size > RouteFile.MAX_BYTES) {
                String reason = "the file has " + size + " bytes; a route file may have " + RouteFile.MAX_BYTES;
                found.put(file, new FoundFile(file, null, new RefusedFileException(file, null, reason)));
                return;
            }
            byte[] bytes = Files.readAllBytes(path);
            found.put(file, decode(file, bytes));
        } catch (NoSuchFileException e) {
            // gone between listing and reading: as if it had not been listed
            found.remove(file);
        } catch (IOException e) {
            String reason = "the file cannot be read: " + Sentence.of(e.toString());
            found.put(file, new FoundFile(file, null, new RefusedFileException(file, null, reason, e)));
        }
    }

    private static FoundFile decode(String file, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        if (decoder.decode(in, out, true).isError()) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            return new FoundFile(file, null, new RefusedFileException(file, line, "the file is not UTF-8 text"));
        }
        String text = out.flip().toString();
        return new FoundFile(file, text.startsWith("\uFEFF") ? text.substring(1) : text, null);
    }
}
