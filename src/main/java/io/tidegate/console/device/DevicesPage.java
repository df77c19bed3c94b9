package io.tidegate.console.device;

import io.tidegate.access.Permission;
import io.tidegate.api.device.DeviceView;
import io.tidegate.api.device.WorkspaceView;
import io.tidegate.console.page.Action;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.View;
import io.tidegate.page.Page;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Devices that keep a copy of the workspace, the newest first: the visitor's own, or everyone's.
 *
 * @param next where the list goes on; null at its end
 * @param makes whether the visitor may have devices
 * @param subscriptions the types of provider data that all of the workspace's devices get
 */
public record DevicesPage(
        WorkspaceView workspace,
        List<DeviceLine> devices,
        @Nullable Link next,
        boolean makes,
        List<SubscriptionLine> subscriptions)
        implements Model {
    private static final View VIEW = new View("/devices", Section.DEVICES, "device/devices.jte", DevicesPage::read);

    public DevicesPage {
        devices = List.copyOf(devices);
        subscriptions = List.copyOf(subscriptions);
    }

    public static List<View> views() {
        return List.of(VIEW);
    }

    public static List<Action> actions() {
        return Stream.concat(DeviceActions.all().stream(), SubscriptionActions.all().stream())
                .toList();
    }

    private static DevicesPage read(Look look) {
        String after = look.query("after");
        Page<DeviceView> page =
                look.page(DeviceView.class, "/devices", after == null ? Map.of() : Map.of("after", after));
        Long person = look.actor().person();
        return new DevicesPage(
                look.get(WorkspaceView.class, "/workspace"),
                page.items().stream()
                        .map(each -> new DeviceLine(
                                each, person == null || Objects.equals(person, each.member()), look.now()))
                        .toList(),
                page.next() == null ? null : look.link().with("after", page.next()),
                look.may(Permission.DEVICES_SYNC),
                SubscriptionActions.subscriptions(look).stream()
                        .map(SubscriptionLine::new)
                        .toList());
    }

    @Override
    public String title() {
        return "Devices";
    }
}
