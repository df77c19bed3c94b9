package io.tidegate.api.local;

import io.tidegate.federation.local.Kinds.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of records that are edited on both sides, over all organizations.
 *
 * @param providers whose loaded files declare it
 * @param active how many of its records are
 * @param left what it means that there are records of it and nobody declares it; null while somebody does
 */
public record KindView(
        String kind,
        List<String> providers,
        long records,
        long active,
        @Nullable String left) {
    public KindView {
        providers = List.copyOf(providers);
    }

    static KindView of(Kind kind) {
        return new KindView(
                kind.kind(), kind.providers(), kind.records(), kind.active(), kind.isLeft() ? kind.left() : null);
    }
}
