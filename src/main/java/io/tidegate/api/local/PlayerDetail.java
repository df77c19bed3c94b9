package io.tidegate.api.local;

import io.tidegate.federation.side.PlayerStore.Based;
import io.tidegate.federation.side.PlayerStore.Player;
import io.tidegate.federation.side.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A player with what each source said of them last.
 *
 * @param fields each field, by source
 * @param obstacle why the organization cannot edit them; null while it can
 */
public record PlayerDetail(
        Player player, List<FieldState> fields, @Nullable String obstacle) {
    static PlayerDetail of(Based based) {
        Player player = based.player();
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        fields.put("firstName", player.firstName());
        fields.put("lastName", player.lastName());
        fields.put("dateOfBirth", player.dateOfBirth());
        fields.put("gender", player.gender());
        fields.put("email", player.email());
        fields.put("phone", player.phone());
        fields.put("address", player.address());
        return new PlayerDetail(
                player, FieldState.of(fields, based.bases(), Shape.PLAYER), based.ours() ? null : elsewhere(player));
    }

    static String elsewhere(Player player) {
        return "Player " + player.id() + " is another organization's by now, and not enrolled here"
                + (player.endedAt() == null ? "" : " since " + player.endedAt())
                + ": only that one edits them, and sees how to reach them.";
    }
}
