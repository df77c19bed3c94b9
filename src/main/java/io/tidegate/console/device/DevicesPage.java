package io.tidegate.console.device;

import io.tidegate.access.Permission;
import io.tidegate.api.Problem;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.View;
import java.util.List;

/** Devices that keep a copy of what is stored. None can yet: the page says what will stand there. */
public record DevicesPage() implements Model {
    private static final View VIEW = new View("/devices", Section.DEVICES, "device/devices.jte", DevicesPage::read);

    public static List<View> views() {
        return List.of(VIEW);
    }

    private static DevicesPage read(Look look) {
        if (!look.may(Permission.OPERATIONS_READ)) {
            throw new Problem(Problem.Kind.NOT_ALLOWED, "You may not " + Permission.OPERATIONS_READ.meaning() + ".");
        }
        return new DevicesPage();
    }

    @Override
    public String title() {
        return "Devices";
    }
}
