package io.tidegate.cli.hook;

import io.tidegate.api.dock.DockView;
import io.tidegate.api.hook.HookAddress;
import io.tidegate.api.hook.NewAddress;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import java.util.LinkedHashMap;
import java.util.Map;
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

    public DockWebhookCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        DockView dock = workspace.dock(reference);
        HookAddress address = workspace
                .link()
                .send("POST", "/docks/" + dock.id() + "/webhook", new NewAddress(anew), HookAddress.class);
        if (json.wanted()) {
            workspace.screen().json(address);
            return 0;
        }
        Map<String, @Nullable String> facts = new LinkedHashMap<>();
        facts.put("Address", address.path());
        facts.put("Content type", address.contentType());
        facts.put(
                "Secret",
                "the dock's secret " + address.secret() + "; it is given with ./tidegate dock set " + address.dockId()
                        + " --secret " + address.secret() + "=file:PATH");
        facts.put("Signature", address.signature());
        facts.put("Events", String.join(" ", address.events()));
        workspace.screen().facts(facts);
        workspace.screen().line("");
        String port = workspace.link().isLocal()
                ? "port " + workspace.settings().listeners().pub().port() + " of this machine"
                : "the server's port for webhooks";
        workspace
                .screen()
                .line("Enter the address with your public name in front, as in https://hooks.example.org/webhooks/… ;"
                        + " it leads to " + port + " (tidegate.public.port).");
        return 0;
    }
}
