package io.tidegate.config;

/** What the instance is for: {@code DEV} makes what is missing itself, {@code PROD} refuses to start without it. */
public enum Profile {
    DEV,
    PROD
}
