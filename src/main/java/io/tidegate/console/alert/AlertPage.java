package io.tidegate.console.alert;

import io.tidegate.alert.channel.AlertDelivery;
import io.tidegate.api.alert.AlertDetail;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.View;
import io.tidegate.console.page.Words;
import java.util.List;

/**
 * An alert, and whom it was told.
 *
 * @param deliveries newest first
 */
public record AlertPage(AlertLine line, List<AlertDelivery> deliveries) implements Model {
    static final View VIEW = new View("/alerts/:alert", Section.ERRORS, "alert/alert.jte", AlertPage::read);

    public AlertPage {
        deliveries = List.copyOf(deliveries);
    }

    private static AlertPage read(Look look) {
        AlertDetail detail = look.get(AlertDetail.class, "/alerts/" + look.at("alert"));
        return new AlertPage(new AlertLine(detail.alert()), detail.deliveries());
    }

    /** How a delivery stands. */
    public Tone tone(AlertDelivery delivery) {
        return switch (delivery.state()) {
            case "sent" -> Tone.GOOD;
            case "waiting" -> Tone.BUSY;
            case "failed" -> Tone.WARN;
            default -> Tone.BAD;
        };
    }

    /** The same in words. */
    public String word(AlertDelivery delivery) {
        return switch (delivery.state()) {
            case "failed" -> "failed, tried again";
            case "given_up" -> "given up";
            default -> delivery.state();
        };
    }

    @Override
    public String title() {
        return Words.shortened(line.alert().message(), 80);
    }
}
