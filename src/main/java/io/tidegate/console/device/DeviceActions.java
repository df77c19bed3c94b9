package io.tidegate.console.device;

import io.tidegate.access.Permission;
import io.tidegate.api.device.DeviceRotation;
import io.tidegate.api.device.MadeDevice;
import io.tidegate.api.device.NewDevice;
import io.tidegate.console.page.Action;
import io.tidegate.console.page.Action.Input;
import io.tidegate.console.page.Action.Once;
import io.tidegate.console.page.Action.Outcome;
import io.tidegate.console.page.Action.Question;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import java.util.List;
import java.util.Objects;

/** Makes devices, gives them tokens, and ends them. */
final class DeviceActions {
    private static final Link DEVICES = Link.to("/devices");
    private static final int MOST_CHARACTERS = 60;

    private DeviceActions() {}

    static List<Action> all() {
        return List.of(
                action("/devices/new", look -> askNew(), DeviceActions::make),
                action("/devices/:device/rotate", DeviceActions::askRotate, DeviceActions::rotate),
                action("/devices/:device/revoke", DeviceActions::askRevoke, DeviceActions::revoke));
    }

    private static Action action(String path, Action.Asking asking, Action.Doing doing) {
        return new Action(path, Section.DEVICES, Permission.DEVICES_SYNC, asking, doing);
    }

    private static Question askNew() {
        return new Question(
                "Make a device",
                "It is known by a token, which is shown once.",
                List.of(
                        new Input("name", "Name", "text", "", "Which device it is, such as Ann's phone."),
                        new Input("role", "Role", "text", "editor", "viewer reads, editor and owner write too.")),
                "Make it",
                Tone.GOOD,
                DEVICES);
    }

    private static Outcome make(Look look) {
        String name = look.form("name");
        NewDevice wanted = new NewDevice(name == null ? "" : name, null, look.form("role"), null, null);
        return Outcome.shown(once((MadeDevice) Objects.requireNonNull(look.send("POST", "/devices", wanted))));
    }

    private static Question askRotate(Look look) {
        return new Question(
                "Give device " + id(look) + " another token?",
                "The one it has ends at once: until it is handed the new one, it does not sync. It goes on where it is.",
                List.of(),
                "Make the token",
                Tone.GOOD,
                DEVICES);
    }

    private static Outcome rotate(Look look) {
        return Outcome.shown(once((MadeDevice) Objects.requireNonNull(
                look.send("POST", "/devices/" + look.at("device") + "/rotate", new DeviceRotation(null)))));
    }

    private static Once once(MadeDevice made) {
        return new Once(
                "Token of " + Words.shortened(made.name(), MOST_CHARACTERS),
                "It is shown this once: hand it to the device now. The device's id is " + made.id() + ".",
                Objects.requireNonNullElse(made.token(), ""),
                DEVICES);
    }

    private static Question askRevoke(Look look) {
        return new Question(
                "End device " + id(look) + "?",
                "It reads and writes no more, at once, and what it did not push yet stays on it alone. This cannot be taken"
                        + " back.",
                List.of(),
                "End it",
                Tone.BAD,
                DEVICES);
    }

    private static Outcome revoke(Look look) {
        look.send("DELETE", "/devices/" + look.at("device"), null);
        return Outcome.done("Device " + id(look) + " has ended.", DEVICES);
    }

    private static String id(Look look) {
        return Words.shortened(look.at("device"), MOST_CHARACTERS);
    }
}
