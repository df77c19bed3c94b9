package io.tidegate.api;

/** An answer with a secret in it that is shown once and kept nowhere. */
public interface Secretive {
    /** The same with null in its place. */
    Object withoutSecret();
}
