package io.tidegate.config;

import java.util.List;
import java.util.Optional;

/** The settings of what goes over Kafka. */
final class KafkaKeys {
    private static final String HOST_AND_PORT = "[A-Za-z0-9._-]{1,253}:\\d{1,5}";
    private static final Kind<Optional<String>> PEM_FILE =
            Kind.optional(Kind.matching(".+", "a readable file, absolute or relative to Tidegate's home"));

    static final Key<String> BROKERS = Key.of(
            "tidegate.kafka.brokers",
            "",
            "some of the brokers of a Kafka cluster; without them nothing goes over Kafka",
            Kind.matching(
                    "(" + HOST_AND_PORT + "(," + HOST_AND_PORT + ")*)?",
                    "host:port with commas in between, such as kafka-1:9092,kafka-2:9092"));
    static final Key<String> TOPIC_PREFIX = Key.of(
            "tidegate.kafka.topic-prefix",
            "tidegate",
            "what the names of all topics and of the group of workers begin with",
            Kind.matching("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}", "1 to 100 letters, digits, dots, dashes, underscores"));
    static final Key<Boolean> JOBS = Key.of(
            "tidegate.kafka.jobs",
            "false",
            "announce jobs to the workers of all nodes over Kafka; the queue table still decides",
            Kind.flag());
    static final Key<Boolean> CHANGES = Key.of(
            "tidegate.kafka.changes", "false", "stream what changed to Kafka, a topic for each type", Kind.flag());
    static final Key<Settings.Kafka.Security> SECURITY = Key.of(
            "tidegate.kafka.security",
            "none",
            "how the way to the brokers is kept secret, and whether they ask who we are",
            Kind.choice(Settings.Kafka.Security.class));
    static final Key<Optional<String>> USER = Key.of(
            "tidegate.kafka.user",
            "",
            "the user at the brokers, where they ask for one",
            Kind.optional(Kind.matching("[^\\p{Cntrl}]{1,254}", "a user name")));
    static final Key<Optional<Secret>> PASSWORD =
            Key.secret("tidegate.kafka.password", "the password of that user", Kind.optional(Kind.secret("any text")));
    static final Key<Optional<String>> CA_FILE = Key.of(
            "tidegate.kafka.ca-file",
            "",
            "the certificates, as PEM, that those of the brokers are signed by; without it those that Java trusts",
            PEM_FILE);
    static final Key<Optional<String>> KEY_FILE = Key.of(
            "tidegate.kafka.key-file",
            "",
            "our key and its certificates, as PEM, where the brokers ask for them",
            PEM_FILE);

    static final List<Key<?>> ALL =
            List.of(BROKERS, TOPIC_PREFIX, JOBS, CHANGES, SECURITY, USER, PASSWORD, CA_FILE, KEY_FILE);

    private KafkaKeys() {}
}
