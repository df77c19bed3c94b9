package io.tidegate.console.local;

import io.tidegate.access.Permission;
import io.tidegate.api.Problem;
import io.tidegate.api.local.LocalRecordDetail;
import io.tidegate.api.local.LocalRecordEdit;
import io.tidegate.api.local.PlayerDetail;
import io.tidegate.api.local.PlayerEdit;
import io.tidegate.console.page.Action;
import io.tidegate.console.page.Action.Input;
import io.tidegate.console.page.Action.Outcome;
import io.tidegate.console.page.Action.Question;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import io.tidegate.federation.side.LocalRecordStore.LocalRecord;
import io.tidegate.federation.side.PlayerStore.Player;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Edits players and other local records. What the form showed goes with it, so that only what somebody changed is sent. */
final class LocalActions {
    private static final String WAS = "was-";

    private LocalActions() {}

    static List<Action> all() {
        return List.of(
                new Action(
                        "/players/:player/edit",
                        Section.PLAYERS,
                        Permission.RECORDS_WRITE,
                        LocalActions::askPlayer,
                        LocalActions::editPlayer),
                new Action(
                        "/local-records/:record/edit",
                        Section.PLAYERS,
                        Permission.RECORDS_WRITE,
                        LocalActions::askRecord,
                        LocalActions::editRecord));
    }

    private static Player player(Look look) {
        return look.get(PlayerDetail.class, "/players/" + look.at("player")).player();
    }

    private static Question askPlayer(Look look) {
        PlayerDetail detail = look.get(PlayerDetail.class, "/players/" + look.at("player"));
        if (detail.obstacle() != null) {
            throw new Problem(Problem.Kind.CONFLICT, detail.obstacle());
        }
        Player player = detail.player();
        List<Input> inputs = new ArrayList<>();
        add(inputs, "firstName", "First name", player.firstName(), "");
        add(inputs, "lastName", "Last name", player.lastName(), "");
        add(inputs, "dateOfBirth", "Date of birth", player.dateOfBirth(), "2010-03-04 or 04/03/2010.");
        add(inputs, "gender", "Gender", player.gender(), "");
        add(inputs, "email", "E-mail", player.email(), "");
        add(inputs, "phone", "Phone", player.phone(), "A number without a country's prefix is Irish.");
        add(inputs, "addressLine1", "Address", player.addressLine1(), "");
        add(inputs, "addressLine2", "Address, second line", player.addressLine2(), "");
        add(inputs, "town", "Town", player.town(), "");
        add(inputs, "county", "County", player.county(), "");
        add(inputs, "postcode", "Postcode", player.postcode(), "");
        add(inputs, "country", "Country", player.country(), "");
        return question(player.firstName() + " " + player.lastName(), inputs, Link.to("/players/" + look.at("player")));
    }

    private static Outcome editPlayer(Look look) {
        Map<String, String> changed = new LinkedHashMap<>();
        for (Input input : askPlayer(look).inputs()) {
            collect(changed, look, input.name());
        }
        look.send(
                "PATCH",
                "/players/" + look.at("player"),
                new PlayerEdit(
                        changed.get("firstName"),
                        changed.get("lastName"),
                        changed.get("dateOfBirth"),
                        changed.get("gender"),
                        changed.get("email"),
                        changed.get("phone"),
                        null,
                        changed.get("addressLine1"),
                        changed.get("addressLine2"),
                        changed.get("town"),
                        changed.get("county"),
                        changed.get("postcode"),
                        changed.get("country")));
        Player player = player(look);
        return done(player.firstName() + " " + player.lastName(), changed, Link.to("/players/" + player.id()));
    }

    private static LocalRecord record(Look look) {
        return look.get(LocalRecordDetail.class, "/local-records/" + look.at("record"))
                .record();
    }

    private static Question askRecord(Look look) {
        LocalRecord record = record(look);
        List<Input> inputs = new ArrayList<>();
        record.fields().forEach((field, value) -> add(inputs, field, field, value, ""));
        return question(LocalRecordsPage.name(record), inputs, Link.to("/local-records/" + record.id()));
    }

    private static Outcome editRecord(Look look) {
        Map<String, @Nullable String> changed = new LinkedHashMap<>();
        record(look).fields().keySet().forEach(field -> collect(changed, look, field));
        look.send("PATCH", "/local-records/" + look.at("record"), new LocalRecordEdit(changed));
        LocalRecord record = record(look);
        return done(LocalRecordsPage.name(record), changed, Link.to("/local-records/" + record.id()));
    }

    private static void add(List<Input> inputs, String name, String label, @Nullable String value, String hint) {
        inputs.add(new Input(name, label, "text", value, hint));
        inputs.add(new Input(WAS + name, "", "hidden", Objects.requireNonNullElse(value, ""), ""));
    }

    private static Question question(String name, List<Input> inputs, Link back) {
        return new Question(
                "Edit " + Words.shortened(name, 60),
                "What you change here is kept by later runs, unless the other side changes the same field.",
                inputs,
                "Save",
                Tone.GOOD,
                back);
    }

    private static void collect(Map<String, ? super String> changed, Look look, String field) {
        String wanted = Objects.requireNonNullElse(look.form(field), "");
        if (!field.startsWith(WAS) && !wanted.equals(Objects.requireNonNullElse(look.form(WAS + field), ""))) {
            changed.put(field, wanted);
        }
    }

    private static Outcome done(String name, Map<String, ?> changed, Link back) {
        return Outcome.done(
                changed.isEmpty()
                        ? "Nothing was changed."
                        : "Saved: " + String.join(", ", changed.keySet()) + " of " + Words.shortened(name, 60) + ".",
                back);
    }
}
