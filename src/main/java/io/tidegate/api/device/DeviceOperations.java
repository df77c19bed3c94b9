package io.tidegate.api.device;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Problem;
import io.tidegate.device.DeviceRole;
import io.tidegate.device.roster.Devices;
import java.util.List;

/** Devices that sync. */
public final class DeviceOperations {
    private final Devices devices;

    public DeviceOperations(Devices devices) {
        this.devices = devices;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get("/devices", Permission.DEVICES_READ, "device.list")
                        .pages(DeviceView.class)
                        .by(
                                "Your devices and how far they are; everyone's for who may read operations",
                                call -> call.pages((stores, after, limit) -> devices.list(stores.deed(), after, limit)
                                        .map(DeviceView::of))),
                Operation.create("/devices", Permission.DEVICES_SYNC, "device.create")
                        .body(NewDevice.class)
                        .answers(MadeDevice.class)
                        .by("Make a device; its token is shown once", this::create),
                Operation.post("/devices/{device}/rotate", Permission.DEVICES_SYNC, "device.rotate")
                        .body(DeviceRotation.class)
                        .answers(MadeDevice.class)
                        .by("Give your device another token, shown once; the one it had ends at once", this::rotate),
                Operation.delete("/devices/{device}", Permission.DEVICES_SYNC, "device.revoke")
                        .by("End a device, at once", this::revoke),
                Operation.get("/workspace", Permission.DEVICES_READ, "workspace.read")
                        .answers(WorkspaceView.class)
                        .by(
                                "How far the log is that devices sync",
                                call -> call.look(
                                        stores -> ApiResponse.ok(WorkspaceView.of(devices.log(stores.deed()))))));
    }

    private ApiResponse create(Call call) {
        NewDevice wanted = call.body(NewDevice.class);
        if (wanted.name() == null) {
            throw Problem.invalid("/name", "is missing");
        }
        DeviceRole role = wanted.role() == null
                ? DeviceRole.EDITOR
                : DeviceRole.find(wanted.role())
                        .orElseThrow(() -> Problem.invalid("/role", "there are viewer, editor and owner"));
        Devices.Wanted device =
                new Devices.Wanted(wanted.name(), wanted.id(), role, wanted.expiresAt(), wanted.member());
        return call.act(null, stores -> {
            Devices.Made made = devices.create(stores.deed(), device);
            return ApiResponse.created("/devices/" + made.id(), view(made));
        });
    }

    private ApiResponse rotate(Call call) {
        String id = call.word("device");
        DeviceRotation wanted = call.body(DeviceRotation.class);
        return call.act(
                "devices/" + id, stores -> ApiResponse.ok(view(devices.rotate(stores.deed(), id, wanted.expiresAt()))));
    }

    private ApiResponse revoke(Call call) {
        String id = call.word("device");
        return call.act("devices/" + id, stores -> {
            devices.revoke(stores.deed(), id);
            return ApiResponse.none();
        });
    }

    private static MadeDevice view(Devices.Made made) {
        return new MadeDevice(made.id(), made.name(), made.token().secret().reveal());
    }
}
