package io.tidegate.api.hook;

import java.util.List;

/**
 * What is to be entered at a provider.
 *
 * @param path of the address, below the public name of Tidegate
 * @param secret the name of the dock's secret that deliveries are signed with
 * @param signature how, in words
 * @param events that it listens for
 */
public record HookAddress(
        long dockId, String path, String contentType, String secret, String signature, List<String> events) {}
