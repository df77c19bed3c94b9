package io.tidegate.hawtio;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of Hawtio's page, from the class path. Kept compressed once somebody asked for them: together 23 MB become 6,
 * and the largest is not compressed anew, by the thread that answers everyone, for each visitor.
 */
final class HawtioFiles {
    private static final String FOLDER = "/hawtio-static/";
    private static final int LARGEST_PLAIN = 256 * 1024;
    private static final Pattern NAME = Pattern.compile("(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-][A-Za-z0-9._-]*\\.[a-z0-9]+");

    /** What has a hash in its name never changes. */
    private static final Pattern LASTING = Pattern.compile("static/.*\\.[0-9a-f]{8,}\\..*");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "txt", "text/plain; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2",
            "ttf", "font/ttf");

    private final Map<String, HawtioFile> kept = new ConcurrentHashMap<>();

    /**
     * One file.
     *
     * @param tag changes with its content
     * @param lasting whether another content would have another name
     * @param size in bytes
     * @param compressed as gzip
     */
    record HawtioFile(String type, String tag, boolean lasting, int size, Buffer compressed) {
        /** Whether it is sent to who takes no gzip too. Anybody may ask, and the largest are megabytes. */
        boolean small() {
            return size <= LARGEST_PLAIN;
        }

        /** As it is; not for the thread that answers everyone. */
        Buffer plain() {
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed.getBytes()))) {
                return Buffer.buffer(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException("what was compressed here cannot be read", e);
            }
        }
    }

    /** The file if it is kept already; asks nothing else. */
    @Nullable HawtioFile known(String name) {
        return kept.get(name);
    }

    /**
     * The file of that name below the page's folder; null when there is none. Reads and compresses it at first.
     *
     * @param name such as {@code static/js/main.js}; whatever else is no file
     */
    @Nullable HawtioFile find(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !NAME.matcher(name).matches()) {
            return null;
        }
        HawtioFile known = kept.get(name);
        return known == null ? read(name, type) : known;
    }

    private @Nullable HawtioFile read(String name, String type) {
        try (InputStream in = HawtioFiles.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                return null;
            }
            byte[] content = in.readAllBytes();
            ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 3 + 64);
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(content);
            }
            HawtioFile file = new HawtioFile(
                    type,
                    tag(content),
                    LASTING.matcher(name).matches(),
                    content.length,
                    Buffer.buffer(out.toByteArray()));
            kept.put(name, file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(FOLDER + name + " cannot be read", e);
        }
    }

    private static String tag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return "\"" + HexFormat.of().formatHex(digest, 0, 8) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
