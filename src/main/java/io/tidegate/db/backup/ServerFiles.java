package io.tidegate.db.backup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a server that a base backup needs, as PostgreSQL's documentation lists them, without the log.
 *
 * @param folders relative to the root, with {@code /} between; the root itself is ""
 * @param files likewise
 * @param bytes in all files
 */
record ServerFiles(Path root, List<String> folders, List<String> files, long bytes) {
    static final String LOG = "pg_wal";

    /** The folder is needed, what lies in it belongs to the server that runs. */
    private static final Set<String> ONLY_THE_FOLDER = Set.of(
            LOG, "pg_dynshmem", "pg_notify", "pg_replslot", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans");

    /** The last one is of the library that starts the server. */
    private static final Set<String> OF_THE_RUNNING_SERVER =
            Set.of("postmaster.pid", "postmaster.opts", "backup_label", "backup_label.old", "epg-lock");

    ServerFiles {
        folders = List.copyOf(folders);
        files = List.copyOf(files);
    }

    static ServerFiles in(Path root) throws IOException {
        Collector collector = new Collector(root);
        Files.walkFileTree(root, collector);
        return new ServerFiles(root, collector.folders, collector.files, collector.bytes);
    }

    /** The segments of the log from one to another, both included. */
    List<String> log(String first, String last) throws IOException {
        try (Stream<Path> all = Files.list(root.resolve(LOG))) {
            return all.map(each -> String.valueOf(each.getFileName()))
                    .filter(name -> name.matches("[0-9A-F]{24}"))
                    .filter(name -> name.compareTo(first) >= 0 && name.compareTo(last) <= 0)
                    .sorted()
                    .toList();
        }
    }

    private static final class Collector extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<String> folders = new ArrayList<>();
        private final List<String> files = new ArrayList<>();
        private long bytes;

        Collector(Path root) {
            this.root = root;
        }

        private String name(Path path) {
            return root.relativize(path).toString().replace('\\', '/');
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = name(folder);
            if (name.contains("pgsql_tmp")) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            folders.add(name);
            return ONLY_THE_FOLDER.contains(name) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = name(file);
            boolean needed = !OF_THE_RUNNING_SERVER.contains(name) && !name.contains("pg_internal.init");
            if (needed && attributes.isRegularFile()) {
                files.add(name);
                bytes += attributes.size();
            }
            return FileVisitResult.CONTINUE;
        }

        /** Tables go while we look. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }
    }
}
