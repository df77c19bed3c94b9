package io.tidegate.console.device;

import io.tidegate.access.Permission;
import io.tidegate.api.Problem;
import io.tidegate.api.device.NewSubscription;
import io.tidegate.api.device.SubscriptionView;
import io.tidegate.api.provider.ProviderSummary;
import io.tidegate.console.page.Action;
import io.tidegate.console.page.Action.Input;
import io.tidegate.console.page.Action.Outcome;
import io.tidegate.console.page.Action.Question;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Lets devices get the records of a type, and takes them away again. */
final class SubscriptionActions {
    private static final Link DEVICES = Link.to("/devices");

    private SubscriptionActions() {}

    static List<Action> all() {
        return List.of(
                action("/subscriptions/new", SubscriptionActions::askNew, SubscriptionActions::subscribe),
                action("/subscriptions/:type/end", SubscriptionActions::askEnd, SubscriptionActions::end));
    }

    private static Action action(String path, Action.Asking asking, Action.Doing doing) {
        return new Action(path, Section.DEVICES, Permission.ORGANIZATION_WRITE, asking, doing);
    }

    static List<SubscriptionView> subscriptions(Look look) {
        return look.page(SubscriptionView.class, "/subscriptions", Map.of()).items();
    }

    private static Question askNew(Look look) {
        TreeSet<String> types = new TreeSet<>();
        look.page(ProviderSummary.class, "/providers", Map.of())
                .items()
                .forEach(provider -> types.addAll(provider.types()));
        subscriptions(look).stream()
                .map(SubscriptionLine::new)
                .filter(SubscriptionLine::ends)
                .forEach(line -> types.remove(line.subscription().resourceType()));
        if (types.isEmpty()) {
            throw new Problem(Problem.Kind.CONFLICT, "Devices get every type of records already that providers have.");
        }
        return new Question(
                "Let devices get the records of a type",
                "What stands of it comes to them within seconds, and what syncs store, change or delete comes as it is"
                        + " stored. Devices read it, offline too, and do not write it.",
                List.of(Input.choice("type", "Type", List.copyOf(types), "Of all accounts of this organization.")),
                "Subscribe",
                Tone.GOOD,
                DEVICES);
    }

    private static Outcome subscribe(Look look) {
        String type = look.form("type");
        look.send("POST", "/subscriptions", new NewSubscription(type));
        return Outcome.done("Devices get " + shown(String.valueOf(type)) + " from now on.", DEVICES);
    }

    private static Question askEnd(Look look) {
        String type = look.at("type");
        SubscriptionView subscription = subscriptions(look).stream()
                .filter(each -> each.resourceType().equals(type))
                .findFirst()
                .orElseThrow(() -> Problem.missing("subscription to", type));
        return new Question(
                "Take " + shown(type) + " from the devices?",
                "Devices lose what they have of it, " + Words.count(subscription.synced(), "record")
                        + ", when they next sync. Nothing is lost here, and it can be subscribed to again.",
                List.of(),
                "Unsubscribe",
                Tone.BAD,
                DEVICES);
    }

    private static Outcome end(Look look) {
        look.send("DELETE", "/subscriptions/" + look.at("type"), null);
        return Outcome.done("Devices get " + shown(look.at("type")) + " no more.", DEVICES);
    }

    private static String shown(String type) {
        return Words.shortened(type, 60);
    }
}
