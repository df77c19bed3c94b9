package io.tidegate.cli.hook;

import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.dock.Dock;
import io.tidegate.dock.WebhookKeyStore;
import io.tidegate.provider.Provider;
import io.tidegate.provider.event.Signature;
import io.tidegate.provider.event.Webhook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "webhook",
        description = "The address that the provider sends its events to, and what to enter at the provider.")
public final class DockWebhookCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Parameters(index = "0", paramLabel = "DOCK", description = "Its id or name.")
    private String reference = "";

    @Option(names = "--new", description = "Make another address; what is sent to the old one is refused from then on.")
    private boolean anew;

    @Mixin
    private final JsonOption json = new JsonOption();

    private record Address(
            long dockId, String path, String contentType, String secret, String signature, List<String> events) {}

    public DockWebhookCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Dock dock = workspace.dock(reference);
        Provider provider = workspace.providers().require(dock.provider());
        Webhook webhook = provider.webhook();
        if (webhook == null) {
            throw CommandException.failed(
                    provider.access().title() + " declares no webhook: its docks are synced by their interval only.");
        }
        WebhookKeyStore keys = workspace.webhookKeys();
        keys.make(dock.id(), anew, workspace.now());
        Address address = new Address(
                dock.id(),
                "/webhooks/" + provider.name() + "/" + Objects.requireNonNull(keys.key(dock.id())),
                "application/json",
                webhook.secret(),
                signature(webhook.signature()),
                events(webhook));
        if (json.wanted()) {
            workspace.screen().json(address);
            return 0;
        }
        Map<String, @Nullable String> facts = new LinkedHashMap<>();
        facts.put("Address", address.path());
        facts.put("Content type", address.contentType());
        facts.put(
                "Secret",
                "the dock's secret " + address.secret() + "; it is given with ./tidegate dock set " + dock.id()
                        + " --secret " + address.secret() + "=file:PATH");
        facts.put("Signature", address.signature());
        facts.put("Events", String.join(" ", address.events()));
        workspace.screen().facts(facts);
        workspace.screen().line("");
        workspace
                .screen()
                .line("Enter the address with your public name in front, as in https://hooks.example.org/webhooks/… ;"
                        + " it leads to port "
                        + workspace.settings().listeners().pub().port()
                        + " of this machine (tidegate.public.port).");
        return 0;
    }

    private static String signature(Signature signature) {
        return switch (signature.kind()) {
            case SHA1 -> "HMAC-SHA1 in " + signature.header();
            case SHA256 -> "HMAC-SHA256 in " + signature.header();
            case SHA512 -> "HMAC-SHA512 in " + signature.header();
            case SECRET -> "the secret itself in " + signature.header();
        };
    }

    private static List<String> events(Webhook webhook) {
        TreeSet<String> names = new TreeSet<>();
        webhook.touches().values().forEach(touch -> names.addAll(touch.events()));
        return List.copyOf(names);
    }
}
