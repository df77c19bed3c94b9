package io.tidegate.api.local;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.api.Stores;
import io.tidegate.api.export.Listed;
import io.tidegate.federation.side.Held;
import io.tidegate.federation.side.LocalChangeStore;
import io.tidegate.federation.side.LocalRecordStore;
import io.tidegate.provider.Providers;
import java.util.List;
import java.util.stream.Stream;

/** Shows and changes records with a local side that are no players. */
public final class LocalRecordOperations {
    private static final Param[] FILTERS = {
        Param.text("kind", "Only of this kind, as declarations name it."),
        Param.text("q", "Only with these words in one of their fields."),
        Param.choice("active", "Only those that are, or are not, active.", List.of("true", "false")),
        Param.flag("problem", "Only those whose record at the provider cannot be taken over as it stands.")
    };

    private final LocalDesk desk;

    public LocalRecordOperations(Providers providers) {
        this.desk = new LocalDesk(providers);
    }

    public List<Operation> operations() {
        return Stream.concat(
                        new Listed<>(
                                        "/local-records",
                                        Permission.RESOURCES_READ,
                                        "local_record",
                                        LocalRecordStore.LocalRecord.class,
                                        Listed.PAGE,
                                        "Records that are edited here as well as at their provider, without players")
                                .by(LocalRecordOperations::list, FILTERS).stream(),
                        Stream.of(
                                Operation.get("/local-records/{record}", Permission.RESOURCES_READ, "local_record.show")
                                        .answers(LocalRecordDetail.class)
                                        .by("Such a record, field by field beside what was synced last", this::show),
                                Operation.patch(
                                                "/local-records/{record}",
                                                Permission.RECORDS_WRITE,
                                                "local_record.update")
                                        .body(LocalRecordEdit.class)
                                        .answers(LocalRecordDetail.class)
                                        .by("Edit such a record", this::edit),
                                Operation.get(
                                                "/local-records/{record}/history",
                                                Permission.RESOURCES_READ,
                                                "local_record.history")
                                        .takes(LocalHistory.FILTERS)
                                        .pages(LocalChangeStore.LocalChange.class)
                                        .by(
                                                "What happened to its fields, and by whom, newest first",
                                                LocalRecordOperations::history)))
                .toList();
    }

    private static Call.Pages<LocalRecordStore.LocalRecord> list(Call call) {
        String active = call.text("active");
        LocalRecordStore.Filter filter = new LocalRecordStore.Filter(
                call.text("kind"),
                call.text("q"),
                active == null ? null : Boolean.valueOf(active),
                call.flag("problem"));
        return (stores, after, limit) -> store(stores).page(filter, after, limit);
    }

    private ApiResponse show(Call call) {
        long id = call.id("record");
        return call.look(stores -> shown(find(stores, id)));
    }

    private ApiResponse edit(Call call) {
        LocalRecordEdit wanted = call.body(LocalRecordEdit.class);
        long id = call.id("record");
        return call.act("local-records/" + id, stores -> {
            String kind = find(stores, id).record().kind();
            Held held = desk.hold(stores, kind, id).orElseThrow(() -> missing(id));
            call.require(Long.toString(held.version()));
            desk.change(call, stores, held, new LocalDesk.Wish("person", "/fields/*", wanted.fields()));
            return shown(find(stores, id));
        });
    }

    private static ApiResponse history(Call call) {
        long id = call.id("record");
        return LocalHistory.pages(
                call,
                stores -> new LocalChangeStore.Subject(find(stores, id).record().kind(), id));
    }

    private ApiResponse shown(LocalRecordStore.Based based) {
        LocalRecordStore.LocalRecord record = based.record();
        Held as = new Held(record.kind(), record.id(), record.fields(), record.version());
        return ApiResponse.ok(
                        new LocalRecordDetail(record, FieldState.of(record.fields(), based.bases(), desk.shape(as))))
                .at(Long.toString(record.version()));
    }

    private static LocalRecordStore.Based find(Stores stores, long id) {
        return store(stores).find(id).orElseThrow(() -> missing(id));
    }

    private static Problem missing(long id) {
        return Problem.missing("local record", id);
    }

    private static LocalRecordStore store(Stores stores) {
        return new LocalRecordStore(stores.scoped().jdbi(), stores.json());
    }
}
