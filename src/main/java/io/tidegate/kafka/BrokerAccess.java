package io.tidegate.kafka;

import io.tidegate.config.Secret;
import io.tidegate.config.Settings;
import io.tidegate.config.Settings.Kafka.Access;
import io.tidegate.config.Settings.Kafka.Security;
import java.util.Objects;
import java.util.Properties;
import org.apache.camel.Component;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * How routes reach the brokers. The password is in the component alone: no URI of an endpoint holds it, and the client logs
 * its settings without it. The one class that knows Camel's Kafka, so that nothing of it is loaded where it is off.
 */
public final class BrokerAccess {
    private static final String PEM = "PEM";

    private BrokerAccess() {}

    /** A new component {@code kafka:}. */
    public static Component component(Settings.Kafka kafka) {
        KafkaComponent component = new KafkaComponent();
        component.setConfiguration(configuration(kafka));
        return component;
    }

    /** Asks those brokers whether they answer us. */
    public static BrokerCheck check(Settings.Kafka kafka) {
        Properties all = configuration(kafka).createProducerProperties();
        all.put("bootstrap.servers", kafka.brokers());
        return new BrokerCheck(all);
    }

    private static KafkaConfiguration configuration(Settings.Kafka kafka) {
        KafkaConfiguration all = new KafkaConfiguration();
        all.setBrokers(kafka.brokers());
        Access access = kafka.access();
        all.setSecurityProtocol(protocol(access.security()));
        if (access.security().signsIn()) {
            boolean plain = access.security() == Security.SASL_PLAIN;
            all.setSaslMechanism(
                    plain
                            ? "PLAIN"
                            : access.security() == Security.SASL_SCRAM_SHA_256 ? "SCRAM-SHA-256" : "SCRAM-SHA-512");
            all.setSaslJaasConfig("org.apache.kafka.common.security.%s required username=\"%s\" password=\"%s\";"
                    .formatted(
                            plain ? "plain.PlainLoginModule" : "scram.ScramLoginModule",
                            quoted(Objects.requireNonNull(access.user())),
                            quoted(revealed(access.password()))));
        }
        if (access.caFile() != null) {
            all.setSslTruststoreType(PEM);
            all.setSslTruststoreLocation(access.caFile().toString());
        }
        if (access.keyFile() != null) {
            all.setSslKeystoreType(PEM);
            all.setSslKeystoreLocation(access.keyFile().toString());
        }
        return all;
    }

    private static String protocol(Security security) {
        if (security.signsIn()) {
            return security.encrypts() ? "SASL_SSL" : "SASL_PLAINTEXT";
        }
        return security.encrypts() ? "SSL" : "PLAINTEXT";
    }

    private static String revealed(@Nullable Secret secret) {
        return secret == null ? "" : secret.reveal();
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
