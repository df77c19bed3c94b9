package io.tidegate.federation.compare;

/** What the comparison of one field came to. */
public enum Verdict {
    /** Both sides say the same. */
    AGREED,
    /** The federation does not tell the field at all, which says nothing of it. */
    UNTOLD,
    /** Only the federation changed it. */
    CHANGED,
    /** Only we changed it. */
    EDITED,
    /** Both changed it, or nobody knows who did. */
    CONFLICT
}
