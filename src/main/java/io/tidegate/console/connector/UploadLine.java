package io.tidegate.console.connector;

import io.tidegate.api.connection.KeptUpload;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Words;
import org.jspecify.annotations.Nullable;

/**
 * A file of members on a connector's page.
 *
 * @param own whether its organization is the visitor's, who sees its members then
 */
public record UploadLine(KeptUpload upload, boolean own) {
    public Standing standing() {
        return switch (upload.state()) {
            case "read" -> Standing.of(upload.problems() == 0 ? "success" : "partial");
            case "failed" -> Standing.of("failed");
            default -> Standing.of("running");
        };
    }

    /** How many members it holds, as far as that can still be said. */
    public String members() {
        Integer rows = upload.rows();
        if (rows != null) {
            return Words.number(rows);
        }
        return upload.bytes() == null ? "not kept" : "unknown";
    }

    /** The members of it that cannot be taken over; null where there are none, or another organization's. */
    public @Nullable Link problems() {
        return own && upload.problems() > 0 ? Link.to("/import-problems").with("dock", upload.dock()) : null;
    }
}
