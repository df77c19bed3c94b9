package io.tidegate.config;

/**
 * One setting that cannot be used.
 *
 * @param source where it was set: "application.properties line 3", "environment TIDEGATE_WORKERS", "flag", "default"
 * @param key its name; with the value where that is no secret
 * @param reason what is wrong
 * @param allowed what is allowed, or what to do
 */
public record Problem(String source, String key, String reason, String allowed) {

    @Override
    public String toString() {
        return "%s: %s %s; %s".formatted(source, key, reason, allowed);
    }
}
