package io.tidegate.hawtio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.StaticConfiguration;
import org.jolokia.server.core.http.HttpRequestHandler;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.server.core.service.impl.QuietLogHandler;
import org.jolokia.service.jmx.LocalRequestHandler;
import org.jolokia.service.serializer.JolokiaSerializer;

/** Jolokia over this process's beans, under our policy. */
final class Agent implements AutoCloseable {
    private static final String PATH = "/hawtio/jolokia";

    private final JolokiaServiceManager services;
    private final HttpRequestHandler handler;

    /** @param id no other agent of this process has */
    Agent(String id) {
        services = JolokiaServiceManagerFactory.createJolokiaServiceManager(
                new StaticConfiguration(
                        ConfigKey.AGENT_ID, id,
                        ConfigKey.ALLOW_ERROR_DETAILS, "false",
                        ConfigKey.INCLUDE_STACKTRACE, "false",
                        ConfigKey.DISABLE_DETECTORS, "true",
                        ConfigKey.DISCOVERY_ENABLED, "false"),
                new QuietLogHandler(),
                Policy.read());
        services.addService(new JolokiaSerializer());
        services.addService(new LocalRequestHandler(1));
        services.addService(new SharedInfo(2));
        handler = new HttpRequestHandler(services.start());
    }

    /** Answers one question with JSON; also what goes wrong is an answer. */
    String answer(byte[] question, Map<String, String[]> parameters) {
        try {
            return handler.handlePostRequest(
                            PATH, new ByteArrayInputStream(question), StandardCharsets.UTF_8.name(), parameters)
                    .toJSONString();
        } catch (BadRequestException | EmptyResponseException | IOException | RuntimeException e) {
            return handler.handleThrowable(e).toJSONString();
        }
    }

    @Override
    public void close() {
        services.stop();
    }
}
