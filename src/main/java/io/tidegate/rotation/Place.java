package io.tidegate.rotation;

/** Where sealed values stand. */
public enum Place {
    /** Credentials, with the secrets of webhooks among them. */
    DOCKS,
    /** Access tokens, and refresh tokens that replaced those of the credentials. */
    TOKENS,
    /** The URLs of alert channels, and what they sign with. */
    CHANNELS,
    /** The keys under which secrets are told apart. */
    INDEX
}
