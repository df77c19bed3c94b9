package io.tidegate.device.http;

import io.tidegate.access.Permission;
import io.tidegate.account.ApiToken;
import io.tidegate.account.Organization;
import io.tidegate.account.sign.Authenticator;
import io.tidegate.account.sign.DeviceIdentity;
import io.tidegate.account.sign.Identity;
import io.tidegate.device.Device;
import io.tidegate.device.DeviceRole;
import io.tidegate.device.roster.Devices;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.wire.SyncException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out which device asks, and asks the database each time: what was taken away is gone at once. */
final class Door {
    private static final String BEARER = "bearer ";

    private final Authenticator authenticator;

    Door(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /**
     * Who came in.
     *
     * @param token the number of the token they came with
     */
    record Guest(Device device, long token) {}

    /** Nobody is known by what they came with. */
    static final class UnknownException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnknownException(String message) {
            super(message);
        }
    }

    /**
     * Lets a device in.
     *
     * @param headers the headers {@code Authorization}
     * @param workspace that it wants to sync
     * @throws UnknownException when it is none
     * @throws SyncException when it is none of that workspace, or may sync no more
     */
    Guest let(List<String> headers, String workspace, String address) {
        String only = headers.size() == 1 ? headers.get(0) : "";
        if (!only.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new UnknownException("Send one header such as Authorization: Bearer tdg_…");
        }
        DeviceIdentity known =
                authenticator.byDeviceToken(only.substring(BEARER.length()).strip(), address);
        if (!known.identity().known()) {
            throw new UnknownException(
                    Objects.requireNonNullElse(known.identity().reason(), ""));
        }
        Guest guest = guest(known)
                .orElseThrow(() -> new SyncException(
                        Code.UNAUTHORIZED, "whose device this is, may not sync any more: ask an owner or admin"));
        if (!guest.device().slug().equals(workspace)) {
            throw new SyncException(
                    Code.NOT_FOUND,
                    "this device's workspace is " + guest.device().slug());
        }
        return guest;
    }

    /** Those of these tokens by which a device may sync still. */
    Set<Long> still(Set<Long> tokens) {
        Set<Long> good = new HashSet<>();
        authenticator.stillDevices(tokens, "").forEach((token, known) -> {
            if (guest(known).isPresent()) {
                good.add(token);
            }
        });
        return good;
    }

    private static Optional<Guest> guest(DeviceIdentity known) {
        Identity identity = known.identity();
        ApiToken.OfDevice device = known.device();
        Organization organization = identity.organization();
        Long person = identity.actor().person();
        Long token = identity.actor().token();
        DeviceRole most = Devices.most(identity.actor().role()).orElse(null);
        if (device == null
                || organization == null
                || person == null
                || token == null
                || most == null
                || !identity.actor().may(Permission.DEVICES_SYNC)) {
            return Optional.empty();
        }
        DeviceRole given = DeviceRole.find(device.role()).orElse(DeviceRole.VIEWER);
        DeviceRole role = given.compareTo(most) < 0 ? given : most;
        return Optional.of(
                new Guest(new Device(organization.id(), organization.slug(), person, device.id(), role), token));
    }

    /** Whether a failure is that of somebody who is not known. */
    static boolean isUnknown(@Nullable Throwable failure) {
        return failure instanceof UnknownException;
    }
}
