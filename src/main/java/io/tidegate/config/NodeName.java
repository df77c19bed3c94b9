package io.tidegate.config;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a process calls itself when nobody named it: host name and process id. */
final class NodeName {

    private NodeName() {}

    static String of(Map<String, String> environment) {
        String host = hostName(environment).replaceAll("[^A-Za-z0-9._-]", "-");
        String shortened = host.length() <= 48 ? host : host.substring(0, 48);
        return shortened + "-" + ProcessHandle.current().pid();
    }

    private static String hostName(Map<String, String> environment) {
        // Asking the resolver comes last: it may wait for a name server.
        for (@Nullable String name :
                new @Nullable String[] {environment.get("HOSTNAME"), environment.get("COMPUTERNAME"), kernelName()}) {
            if (name != null && !name.isBlank()) {
                return name.strip();
            }
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "node";
        }
    }

    private static @Nullable String kernelName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname"));
        } catch (IOException e) {
            return null;
        }
    }
}
