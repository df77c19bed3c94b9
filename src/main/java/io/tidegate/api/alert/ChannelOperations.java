package io.tidegate.api.alert;

import io.tidegate.access.Permission;
import io.tidegate.alert.channel.AlertDelivery;
import io.tidegate.alert.channel.ChannelStore;
import io.tidegate.alert.channel.OutboxStore;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.api.export.Listed;
import io.tidegate.egress.Egress;
import io.tidegate.page.Page;
import io.tidegate.vault.Vault;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Shows and changes who is told of an organization's alerts, and what they were told. */
public final class ChannelOperations {
    static final Param[] DELIVERY_FILTERS = {
        Param.number("channel", "Only to this channel."),
        Param.number("alert", "Only of this alert."),
        Param.choice("state", "Only such deliveries.", OutboxStore.STATES)
    };

    private final ChannelDesk desk;

    /**
     * Makes them.
     *
     * @param vault asked for when something is to be sealed
     * @param egress whom channels may lead to
     */
    public ChannelOperations(Supplier<Vault> vault, Egress egress) {
        this.desk = new ChannelDesk(vault, egress);
    }

    public List<Operation> operations() {
        return Stream.concat(
                        Stream.of(
                                Operation.get("/alert-channels", Permission.OPERATIONS_READ, "alert_channel.list")
                                        .lists(ChannelView.class)
                                        .by("Who is told of alerts", ChannelOperations::list),
                                Operation.create(
                                                "/alert-channels",
                                                Permission.ORGANIZATION_WRITE,
                                                "alert_channel.create")
                                        .body(NewChannel.class)
                                        .answers(MadeChannel.class)
                                        .by(
                                                "Have somebody told of alerts; a signing secret is shown once",
                                                this::create),
                                Operation.get(
                                                "/alert-channels/{channel}",
                                                Permission.OPERATIONS_READ,
                                                "alert_channel.show")
                                        .answers(ChannelView.class)
                                        .by("A channel", ChannelOperations::show),
                                Operation.patch(
                                                "/alert-channels/{channel}",
                                                Permission.ORGANIZATION_WRITE,
                                                "alert_channel.update")
                                        .body(ChannelEdit.class)
                                        .answers(ChannelView.class)
                                        .by("Change a channel", this::change),
                                Operation.delete(
                                                "/alert-channels/{channel}",
                                                Permission.ORGANIZATION_WRITE,
                                                "alert_channel.remove")
                                        .by("Tell it nothing more, and forget what it was told", this::remove),
                                Operation.post(
                                                "/alert-channels/{channel}/test",
                                                Permission.ORGANIZATION_WRITE,
                                                "alert_channel.test")
                                        .accepted()
                                        .answers(QueuedTest.class)
                                        .by("Tell it something, to see whether it arrives", ChannelOperations::test)),
                        new Listed<>(
                                        "/alert-deliveries",
                                        Permission.OPERATIONS_READ,
                                        "alert_delivery",
                                        AlertDelivery.class,
                                        Listed.PAGE,
                                        "What channels were told, newest first")
                                .by(ChannelOperations::deliveries, DELIVERY_FILTERS).stream())
                .toList();
    }

    private static ApiResponse list(Call call) {
        return call.look(stores -> ApiResponse.ok(new Page<>(
                stores.alertChannels().all().stream().map(ChannelView::of).toList(), null)));
    }

    private static ApiResponse show(Call call) {
        return call.look(
                stores -> ApiResponse.ok(ChannelView.of(ChannelDesk.find(stores.alertChannels(), call.id("channel")))));
    }

    private ApiResponse create(Call call) {
        NewChannel wanted = call.body(NewChannel.class);
        return call.act(null, stores -> {
            MadeChannel made = desk.create(stores.alertChannels(), stores.deed().organization(), wanted, call.now());
            String path = "alert-channels/" + made.channel().id();
            stores.deed().target(path);
            return ApiResponse.created("/" + path, made);
        });
    }

    private ApiResponse change(Call call) {
        ChannelEdit edit = call.body(ChannelEdit.class);
        long id = call.id("channel");
        return call.act(
                "alert-channels/" + id,
                stores -> ApiResponse.ok(
                        desk.change(stores.alertChannels(), stores.deed().organization(), id, edit, call.now())));
    }

    private ApiResponse remove(Call call) {
        long id = call.id("channel");
        return call.act("alert-channels/" + id, stores -> removed(stores.alertChannels(), id));
    }

    static ApiResponse removed(ChannelStore channels, long id) {
        if (!channels.remove(id)) {
            throw Problem.missing("alert channel", id);
        }
        return ApiResponse.none();
    }

    private static ApiResponse test(Call call) {
        long id = call.id("channel");
        return call.act("alert-channels/" + id, stores -> tested(stores.alertChannels(), id, call));
    }

    static ApiResponse tested(ChannelStore channels, long id, Call call) {
        if (!ChannelDesk.find(channels, id).wants().enabled()) {
            throw new Problem(Problem.Kind.CONFLICT, "The channel is switched off: switch it on first.");
        }
        long delivery = channels.test(id, call.now())
                .orElseThrow(() -> new Problem(
                        Problem.Kind.CONFLICT,
                        "Another test of this channel waits to be sent: see what becomes of it."));
        return ApiResponse.accepted(new QueuedTest(id, delivery));
    }

    private static Call.Pages<AlertDelivery> deliveries(Call call) {
        OutboxStore.Filter filter = deliveryFilter(call);
        return (stores, after, limit) -> stores.alertDeliveries().list(filter, after, limit);
    }

    static OutboxStore.Filter deliveryFilter(Call call) {
        return new OutboxStore.Filter(call.number("channel"), call.number("alert"), call.text("state"));
    }
}
