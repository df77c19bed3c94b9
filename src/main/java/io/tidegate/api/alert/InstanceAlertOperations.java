package io.tidegate.api.alert;

import io.tidegate.access.Permission;
import io.tidegate.alert.AlertStore;
import io.tidegate.alert.channel.AlertDelivery;
import io.tidegate.alert.channel.ChannelStore;
import io.tidegate.alert.channel.OutboxStore;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.egress.Egress;
import io.tidegate.page.Page;
import io.tidegate.vault.Vault;
import java.util.List;
import java.util.function.Supplier;

/** For operators: the alerts of all organizations and of the instance, and who is told of the latter. */
public final class InstanceAlertOperations {
    private final Sources sources;
    private final ChannelDesk desk;

    /**
     * What they work on.
     *
     * @param alerts of all
     * @param channels of the instance
     * @param deliveries of all
     */
    public record Sources(AlertStore alerts, ChannelStore channels, OutboxStore deliveries) {}

    /**
     * Makes them.
     *
     * @param vault asked for when something is to be sealed
     * @param egress whom channels may lead to
     */
    public InstanceAlertOperations(Sources sources, Supplier<Vault> vault, Egress egress) {
        this.sources = sources;
        this.desk = new ChannelDesk(vault, egress);
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get("/instance/alerts", Permission.INSTANCE_READ, "instance.alert.list")
                        .takes(AlertOperations.FILTERS)
                        .pages(AlertView.class)
                        .by("The alerts of all organizations and of the instance, for operators", this::list),
                Operation.get("/instance/alert-channels", Permission.INSTANCE_READ, "instance.alert_channel.list")
                        .lists(ChannelView.class)
                        .by("Who is told of the instance's alerts", this::channels),
                Operation.create("/instance/alert-channels", Permission.INSTANCE_WRITE, "instance.alert_channel.create")
                        .body(NewChannel.class)
                        .answers(MadeChannel.class)
                        .by("Have somebody told of the instance's alerts", this::create),
                Operation.patch(
                                "/instance/alert-channels/{channel}",
                                Permission.INSTANCE_WRITE,
                                "instance.alert_channel.update")
                        .body(ChannelEdit.class)
                        .answers(ChannelView.class)
                        .by("Change a channel of the instance", this::change),
                Operation.delete(
                                "/instance/alert-channels/{channel}",
                                Permission.INSTANCE_WRITE,
                                "instance.alert_channel.remove")
                        .by("Tell it nothing more", this::remove),
                Operation.post(
                                "/instance/alert-channels/{channel}/test",
                                Permission.INSTANCE_WRITE,
                                "instance.alert_channel.test")
                        .accepted()
                        .answers(QueuedTest.class)
                        .by("Tell it something, to see whether it arrives", this::test),
                Operation.get("/instance/alert-deliveries", Permission.INSTANCE_READ, "instance.alert_delivery.list")
                        .takes(ChannelOperations.DELIVERY_FILTERS)
                        .pages(AlertDelivery.class)
                        .by("What the instance's channels were told, newest first", this::deliveries));
    }

    private ApiResponse list(Call call) {
        return call.pagesOfInstance((after, limit) -> AlertOperations.page(call, sources.alerts(), after, limit));
    }

    private ApiResponse channels(Call call) {
        return call.lookAtInstance(() -> ApiResponse.ok(new Page<>(
                sources.channels().all().stream().map(ChannelView::of).toList(), null)));
    }

    private ApiResponse deliveries(Call call) {
        return call.pagesOfInstance((after, limit) ->
                sources.deliveries().listOfInstance(ChannelOperations.deliveryFilter(call), after, limit));
    }

    private ApiResponse create(Call call) {
        NewChannel wanted = call.body(NewChannel.class);
        return call.actOnInstance(done -> {
            MadeChannel made = desk.create(sources.channels(), 0, wanted, call.now());
            String path = "instance/alert-channels/" + made.channel().id();
            done.target(path);
            return ApiResponse.created("/" + path, made);
        });
    }

    private ApiResponse change(Call call) {
        ChannelEdit edit = call.body(ChannelEdit.class);
        long id = call.id("channel");
        return call.actOnInstance(done -> {
            done.target("instance/alert-channels/" + id);
            return ApiResponse.ok(desk.change(sources.channels(), 0, id, edit, call.now()));
        });
    }

    private ApiResponse remove(Call call) {
        long id = call.id("channel");
        return call.actOnInstance(done -> {
            done.target("instance/alert-channels/" + id);
            return ChannelOperations.removed(sources.channels(), id);
        });
    }

    private ApiResponse test(Call call) {
        long id = call.id("channel");
        return call.actOnInstance(done -> {
            done.target("instance/alert-channels/" + id);
            return ChannelOperations.tested(sources.channels(), id, call);
        });
    }
}
