package io.tidegate.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Java files below one directory, and how far they exceed what one reader can hold. */
record SourceTree(Path root) {
    private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?](\\s|$)");

    List<Path> files() {
        return walk(".java");
    }

    /** Every regular file whose name ends so; none when the directory does not exist. */
    List<Path> walk(String suffix) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(
                            file -> Files.isRegularFile(file) && file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** "path: lines" of each file with more lines. */
    List<String> longerThan(int lines) {
        return files().stream()
                .map(file -> Map.entry(file, (int) text(file).lines().count()))
                .filter(each -> each.getValue() > lines)
                .map(each -> root.relativize(each.getKey()) + ": " + each.getValue() + " lines, " + lines + " allowed")
                .toList();
    }

    /** "package: files" of each directory with more files, its package-info.java aside. */
    List<String> fullerThan(int files) {
        Map<String, Long> counts = files().stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(
                        file -> root.relativize(file.getParent()).toString(), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .filter(each -> each.getValue() > files)
                .map(each -> each.getKey() + ": " + each.getValue() + " files, " + files + " allowed")
                .toList();
    }

    /** Directories with code whose package-info.java is missing or says less than two sentences. */
    List<String> unexplained() {
        return files().stream()
                .map(Path::getParent)
                .distinct()
                .filter(directory -> sentences(directory.resolve("package-info.java")) < 2)
                .map(directory -> root.relativize(directory) + ": package-info.java needs two sentences")
                .toList();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long sentences(Path packageInfo) {
        if (!Files.exists(packageInfo)) {
            return 0;
        }
        var comment = COMMENT.matcher(text(packageInfo));
        return comment.find() ? SENTENCE_END.matcher(comment.group(1)).results().count() : 0;
    }
}
