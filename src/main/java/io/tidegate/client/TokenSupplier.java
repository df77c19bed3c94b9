package io.tidegate.client;

import org.jspecify.annotations.Nullable;

/** Gives the tokens that backends ask for, and fetches fresh ones where they run out. */
@FunctionalInterface
public interface TokenSupplier {
    /** The name of the token for Tidegate's endpoints. */
    String GATEWAY = "tidegate";

    /**
     * The token of a name. It is asked before each call, from any thread: whoever fetches tokens keeps them.
     *
     * @param refused the one that the backend did not take; another one is tried once. Null: none was refused
     * @return null where nobody is signed in
     */
    @Nullable String token(String name, @Nullable String refused);
}
