package io.tidegate.oauth;

import org.jspecify.annotations.Nullable;

/**
 * What a token URL gave.
 *
 * @param refreshToken the one that replaces that it was got with; null when that one stays good
 * @param seconds how long the access token lasts; null when it was not said
 */
record TokenAnswer(
        String accessToken,
        @Nullable String refreshToken,
        @Nullable Long seconds) {
    @Override
    public String toString() {
        return "TokenAnswer[" + seconds + " s" + (refreshToken == null ? "" : ", with a refresh token") + "]";
    }
}
