package io.tidegate.rotation;

/** Where sealed values stand. */
public enum Place {
    /** Credentials, with the secrets of webhooks among them. */
    DOCKS,
    /** Access tokens, and refresh tokens that replaced those of the credentials. */
    TOKENS,
    /** The URLs of alert channels, and what they sign with. */
    CHANNELS,
    /** What federations' connectors ask with. */
    CONNECTORS,
    /** What webhooks of federations are signed with. */
    SIGNATURES,
    /** The keys under which secrets are told apart. */
    INDEX
}
