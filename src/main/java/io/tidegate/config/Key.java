package io.tidegate.config;

import java.util.Locale;

/**
 * One setting.
 *
 * @param name as application.properties and flags write it
 * @param fallback the text that counts when nothing is set; empty means absent
 * @param meaning one line for the reference
 * @param secret its value is never printed
 */
public record Key<T>(String name, String fallback, String meaning, Kind<T> kind, boolean secret) {

    static <T> Key<T> of(String name, String fallback, String meaning, Kind<T> kind) {
        return new Key<>(name, fallback, meaning, kind, false);
    }

    static <T> Key<T> secret(String name, String meaning, Kind<T> kind) {
        return new Key<>(name, "", meaning, kind, true);
    }

    /** What is allowed, as errors and the reference print it. */
    public String allowed() {
        return kind.allowed();
    }

    /** The name of the environment variable: upper case, dots and dashes as underscores. */
    public String variable() {
        return variable(name);
    }

    static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    T read(String text) {
        return kind.reader().apply(text);
    }
}
