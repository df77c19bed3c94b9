package io.tidegate.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Style, script and icon, in memory. Pages name them with their hash, so that browsers may keep them for good. */
final class Assets {
    /** In the order in which a page needs them; what others wrote stands in {@code vendor}. */
    private static final List<String> NAMES = List.of(
            "vendor/uplot-1.6.32.min.css",
            "tidegate.css",
            "vendor/htmx-2.0.11.min.js",
            "vendor/idiomorph-ext-0.8.0.min.js",
            "vendor/uplot-1.6.32.iife.min.js",
            "tidegate.js",
            "copy.js",
            "upload.js",
            "plots.js",
            "tidegate.svg");

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");
    private static final int HASH_CHARACTERS = 16;

    private record Asset(String type, String hash, Buffer content) {}

    private final Map<String, Asset> byName = new LinkedHashMap<>();

    Assets() {
        for (String name : NAMES) {
            byte[] content = read(name);
            byName.put(
                    name.substring(name.indexOf('/') + 1),
                    new Asset(type(name), hash(content), Buffer.buffer(content)));
        }
    }

    private static String type(String name) {
        return Objects.requireNonNull(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
    }

    /** Where a page finds those of a kind, such as {@code css}. */
    List<String> paths(String kind) {
        return byName.keySet().stream()
                .filter(name -> name.endsWith("." + kind))
                .map(this::path)
                .toList();
    }

    /** Where a page finds it. */
    String path(String name) {
        return "/assets/" + name + "?v=" + asset(name).hash;
    }

    private Asset asset(String name) {
        Asset asset = byName.get(name);
        if (asset == null) {
            throw new IllegalArgumentException("no asset " + name);
        }
        return asset;
    }

    /** Answers {@code /assets/<name>}; what there is not goes to the next handler. */
    void answer(RoutingContext context) {
        Asset asset = byName.get(context.pathParam("name"));
        if (asset == null) {
            context.next();
            return;
        }
        String tag = "\"" + asset.hash + "\"";
        boolean named = asset.hash.equals(context.request().getParam("v"));
        HttpServerResponse response = context.response()
                .putHeader("ETag", tag)
                .putHeader("Cache-Control", named ? "public, max-age=31536000, immutable" : "no-cache");
        if (tag.equals(context.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader("Content-Type", asset.type).end(asset.content);
        }
    }

    private static byte[] read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream("/static/" + name)) {
            if (in == null) {
                throw new IllegalStateException("static/" + name + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("static/" + name + " cannot be read", e);
        }
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest).substring(0, HASH_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
