package io.tidegate.api.connection;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Problem;
import io.tidegate.api.connector.ConnectorParts;
import io.tidegate.api.dock.DockParts;
import io.tidegate.dock.Dock;
import io.tidegate.federation.connector.Connection;
import io.tidegate.federation.connector.Connector;
import io.tidegate.federation.declared.TwoWay;
import io.tidegate.federation.upload.UploadStore;
import io.tidegate.json.Format;
import io.tidegate.provider.Provider;
import io.tidegate.provider.ResourceType;
import io.tidegate.queue.QueueStore.Enqueued;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** For operators: uploads the members of an organization, where the federation gives a file and no API. */
public final class UploadOperations {
    private final ConnectorParts parts;
    private final DockParts docks;

    public UploadOperations(ConnectorParts parts, DockParts docks) {
        this.parts = parts;
        this.docks = docks;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get("/connectors/{connector}/uploads", Permission.INSTANCE_READ, "connection.uploads")
                        .pages(KeptUpload.class, 20)
                        .by("The files of members that were uploaded, the newest of each organization", this::list),
                Operation.put(
                                "/connectors/{connector}/organizations/{club}/members",
                                Permission.INSTANCE_WRITE,
                                "connection.upload")
                        .body(byte[].class)
                        .answers(UploadView.class)
                        .accepted()
                        .by(
                                "Upload an organization's members as CSV; its dock reads them as soon as possible",
                                this::upload));
    }

    private ApiResponse list(Call call) {
        return call.pagesOfInstance((after, limit) -> {
            Connector connector = parts.find(call.word("connector"));
            Provider provider = docks.providers().find(connector.provider());
            UploadStore uploads = parts.connections().uploads();
            return uploads.list(connector.id(), after, limit)
                    .map(kept -> KeptUpload.of(
                            kept,
                            kept.bytes() == null
                                    ? null
                                    : rows(provider, kept.type(), uploads.find(kept.dock(), kept.type()))));
        });
    }

    /** Counted anew, one file after another: that is rarely asked for, and files are small. */
    private static @Nullable Integer rows(@Nullable Provider provider, String name, byte @Nullable [] content) {
        ResourceType type = provider == null ? null : provider.types().get(name);
        TwoWay declared = provider == null ? null : provider.twoWays().get(name);
        if (content == null || type == null || declared == null) {
            return null;
        }
        try {
            return new MemberFile(content, type, declared).rows();
        } catch (Problem e) {
            return null;
        }
    }

    private ApiResponse upload(Call call) {
        byte[] content = call.file("text/csv");
        String code = call.word("connector");
        String club = call.word("club");
        return call.actOnInstance(done -> {
            done.target("connectors/" + code + "/organizations/" + club);
            Connector connector = parts.find(code);
            Connection connection = parts.connections()
                    .find(connector.id(), club)
                    .orElseThrow(() -> Problem.missing("connected organization", club));
            Provider provider = ConnectorParts.loaded(docks, connector);
            TwoWay declared = declared(provider);
            ResourceType type = Objects.requireNonNull(provider.types().get(declared.type()));
            List<Dock> dock = parts.docks().find(List.of(connection.dock().id()));
            List<String> wanted = dock.isEmpty() ? null : dock.get(0).resourceTypes();
            if (wanted != null && !wanted.contains(type.name())) {
                throw new Problem(
                        Problem.Kind.CONFLICT,
                        "The dock of " + club + " does not sync " + type.name()
                                + ": connect the organization with that type.");
            }
            int rows = new MemberFile(content, type, declared).rows();
            Enqueued job = parts.connections()
                    .uploads()
                    .keep(
                            new UploadStore.Upload(
                                    connection.dock().id(),
                                    type.name(),
                                    content,
                                    call.actor().name()),
                            call.now());
            return ApiResponse.accepted(
                    new UploadView(connection.dock().id(), type.name(), rows, content.length, job.job(), !job.fresh()));
        });
    }

    /** The type whose list is a file. */
    private static TwoWay declared(Provider provider) {
        for (TwoWay one : provider.twoWays().values()) {
            ResourceType type = provider.types().get(one.type());
            if (type != null
                    && type.list().route() != null
                    && type.list().format().kind() == Format.Kind.CSV) {
                return one;
            }
        }
        throw new Problem(
                Problem.Kind.CONFLICT,
                provider.access().title() + " declares no type that is read from a file of members.");
    }
}
