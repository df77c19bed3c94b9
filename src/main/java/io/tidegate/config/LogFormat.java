package io.tidegate.config;

/** How a line of the log looks. */
public enum LogFormat {
    /** As the profile wants it: JSON in production, else text. */
    AUTO,
    TEXT,
    JSON
}
