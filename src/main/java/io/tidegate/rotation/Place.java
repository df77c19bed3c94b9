package io.tidegate.rotation;

/** Where sealed values stand. */
public enum Place {
    /** Credentials, with the secrets of webhooks among them. */
    DOCKS,
    /** Access tokens, and refresh tokens that replaced those of the credentials. */
    TOKENS,
    /** The keys under which secrets are told apart. */
    INDEX
}
