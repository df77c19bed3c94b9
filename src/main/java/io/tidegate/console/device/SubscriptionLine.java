package io.tidegate.console.device;

import io.tidegate.api.device.SubscriptionView;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;

/** A type of provider data that devices get, as pages show it. */
public record SubscriptionLine(SubscriptionView subscription) {
    public Tone tone() {
        return switch (subscription.state()) {
            case "live" -> Tone.GOOD;
            case "emptying" -> Tone.IDLE;
            default -> Tone.BUSY;
        };
    }

    public String word() {
        return switch (subscription.state()) {
            case "new" -> "Begins";
            case "filling" -> "Filling";
            case "live" -> "Live";
            case "emptying" -> "Ending";
            default -> Words.capital(subscription.state());
        };
    }

    /** How many records devices have of it, and while it fills or empties, of how many. */
    public String records() {
        String synced = Words.number(subscription.synced());
        return switch (subscription.state()) {
            case "new", "filling" -> synced + " of " + Words.number(subscription.standing());
            case "emptying" -> synced + " left to take away";
            default -> synced;
        };
    }

    /** Whether it can be ended: not while it ends. */
    public boolean ends() {
        return !subscription.state().equals("emptying");
    }

    public Link end() {
        return Link.to("/subscriptions/" + subscription.resourceType() + "/end");
    }
}
