package io.tidegate.device.roster;

import io.tidegate.access.Actor;
import io.tidegate.access.Deed;
import io.tidegate.access.Permission;
import io.tidegate.access.RefusedException;
import io.tidegate.access.Role;
import io.tidegate.account.AccountException;
import io.tidegate.account.ApiToken;
import io.tidegate.account.ApiTokens;
import io.tidegate.device.DeviceRole;
import io.tidegate.page.Page;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people do with devices. Each has its own; who may change members ends everyone's. */
public final class Devices {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final ApiTokens tokens;
    private final InstantSource clock;

    public Devices(ApiTokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * A device to be.
     *
     * @param id null: one is made up
     * @param expiresAt when its token ends; null: never
     * @param person whose it is to be, for the command line of the machine; null: whoever's asks
     */
    public record Wanted(
            String name,
            @Nullable String id,
            DeviceRole role,
            @Nullable Instant expiresAt,
            @Nullable Long person) {}

    /** One with a new token, which is shown now and never again. */
    public record Made(String id, String name, ApiToken.Made token) {}

    /** The most that a member's device may; empty where it may nothing. */
    public static Optional<DeviceRole> most(@Nullable Role role) {
        if (role == null || !role.permissions().contains(Permission.DEVICES_SYNC)) {
            return Optional.empty();
        }
        return Optional.of(role == Role.DEVICE_USER ? DeviceRole.EDITOR : DeviceRole.OWNER);
    }

    /**
     * Makes one.
     *
     * @throws RefusedException when it would be allowed more than its maker
     * @throws AccountException when there was one of that id already
     */
    public Made create(Deed deed, Wanted wanted) {
        String id = wanted.id() == null ? UUID.randomUUID().toString() : wanted.id();
        if (!ID.matcher(id).matches()) {
            throw new AccountException(
                    AccountException.Kind.INVALID,
                    "A device's id has 1 to 64 letters, digits, dots, dashes and underscores, and begins with a letter"
                            + " or digit.");
        }
        DeviceRole most = most(deed.actor().role()).orElse(DeviceRole.VIEWER);
        if (wanted.role().compareTo(most) > 0) {
            throw new RefusedException("Your devices may be " + most.word() + " at most: ask an owner or admin.");
        }
        if (store(deed).isTaken(id)) {
            throw new AccountException(
                    AccountException.Kind.CONFLICT,
                    "There is, or was, a device " + id + " here, and an id is used once: take another, or rotate its"
                            + " token.");
        }
        return make(deed, id, wanted);
    }

    /**
     * Gives one a new token; the one it had ends at once. It goes on where it is.
     *
     * @param expiresAt when the new one ends; null: when the one before would have
     * @throws RefusedException when it is somebody else's
     * @throws AccountException when there is none of that id
     */
    public Made rotate(Deed deed, String id, @Nullable Instant expiresAt) {
        deed.target("devices/" + id);
        ListedDevice device = store(deed)
                .find(whose(deed.actor(), Permission.MEMBERS_WRITE), id)
                .orElseThrow(() -> missing(id));
        store(deed).revoke(null, id, clock.instant());
        DeviceRole role = DeviceRole.find(device.role()).orElse(DeviceRole.VIEWER);
        Instant end = expiresAt == null ? device.known().expiresAt() : expiresAt;
        return make(
                deed,
                id,
                new Wanted(device.name(), id, role, end, device.owner().person()));
    }

    private Made make(Deed deed, String id, Wanted wanted) {
        ApiToken.Wanted token = new ApiToken.Wanted(wanted.name(), Set.of(Permission.DEVICES_SYNC), wanted.expiresAt());
        ApiToken.OfDevice device = new ApiToken.OfDevice(id, wanted.role().word());
        deed.detail("role", wanted.role().word());
        return new Made(id, token.name(), tokens.createForDevice(deed, wanted.person(), token, device));
    }

    /** Those whose tokens were not revoked: the actor's own, everyone's for who may read how the organization runs. */
    public Page<ListedDevice> list(Deed deed, @Nullable String after, int limit) {
        return store(deed).list(whose(deed.actor(), Permission.OPERATIONS_READ), after, limit);
    }

    /** How far the workspace is. */
    public WorkspaceLog log(Deed deed) {
        return store(deed).log(clock.instant());
    }

    /**
     * Ends one, at once: it reads and writes no more, and nothing is kept for it.
     *
     * @throws AccountException when there is none of that id that the actor may end
     */
    public void revoke(Deed deed, String id) {
        deed.target("devices/" + id);
        if (!store(deed).revoke(whose(deed.actor(), Permission.MEMBERS_WRITE), id, clock.instant())) {
            throw missing(id);
        }
        store(deed).forget(id);
    }

    private static DeviceStore store(Deed deed) {
        return new DeviceStore(deed.scoped().jdbi(), deed.organization());
    }

    private static @Nullable Long whose(Actor actor, Permission everyones) {
        return actor.may(everyones) ? null : actor.person();
    }

    private static AccountException missing(String id) {
        return new AccountException(
                AccountException.Kind.MISSING,
                "There is no device " + (ID.matcher(id).matches() ? id : "of that id") + " with a token that works.");
    }
}
