package io.tidegate.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real Kafka broker in this process for a test class; its topics have four partitions. */
public final class TestBroker implements BeforeAllCallback, AfterAllCallback {
    private final Set<String> topics;
    private @Nullable KafkaClusterTestKit kit;

    /** One that makes topics as they are asked for. */
    public TestBroker() {
        this(Set.of());
    }

    private TestBroker(Set<String> topics) {
        this.topics = topics;
    }

    /** One that has these topics, and makes no others. */
    public static TestBroker of(String... topics) {
        return new TestBroker(Set.of(topics));
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        TestKitNodes nodes = new TestKitNodes.Builder()
                .setCombined(true)
                .setNumBrokerNodes(1)
                .setNumControllerNodes(1)
                .build();
        kit = new KafkaClusterTestKit.Builder(nodes)
                .setConfigProp("num.partitions", "4")
                .setConfigProp("auto.create.topics.enable", Boolean.toString(topics.isEmpty()))
                .setConfigProp("group.initial.rebalance.delay.ms", "0")
                .setConfigProp("offsets.topic.replication.factor", "1")
                .setConfigProp("offsets.topic.num.partitions", "1")
                .build();
        kit.format();
        kit().startup();
        kit().waitForReadyBrokers();
        if (!topics.isEmpty()) {
            try (Admin admin = kit().admin()) {
                admin.createTopics(topics.stream()
                                .map(name -> new NewTopic(name, 4, (short) 1))
                                .toList())
                        .all()
                        .get();
            }
        }
    }

    private KafkaClusterTestKit kit() {
        return Objects.requireNonNull(kit);
    }

    /** Goes away; {@link #comeBack} on the same port. */
    public void goAway() {
        Objects.requireNonNull(kit().brokers().get(0)).shutdown();
    }

    /** Comes back with all it had. */
    public void comeBack() {
        Objects.requireNonNull(kit().brokers().get(0)).startup();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        kit().close();
    }

    /** Where it is reached. */
    public String address() {
        return kit().bootstrapServers();
    }

    /** The topics that there are, but for Kafka's own. */
    public Set<String> topics() throws Exception {
        try (Admin admin = kit().admin()) {
            return admin.listTopics().names().get();
        }
    }

    /** How many members of a group have partitions. */
    public long members(String group) {
        try (Admin admin = kit().admin()) {
            ConsumerGroupDescription described =
                    admin.describeConsumerGroups(List.of(group)).all().get().get(group);
            return Objects.requireNonNull(described).members().stream()
                    .filter(member -> !member.assignment().topicPartitions().isEmpty())
                    .count();
        } catch (java.util.concurrent.ExecutionException e) {
            return 0; // no such group yet
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a message as anybody could. */
    public void send(String topic, String key, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", address()), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }

    /** Reads topics from their beginning until what was read is enough, or half a minute passed. */
    public List<ConsumerRecord<String, String>> read(
            Set<String> names, Predicate<List<ConsumerRecord<String, String>>> enough) {
        List<ConsumerRecord<String, String>> read = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        address(),
                        "group.id",
                        "test-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest",
                        "metadata.max.age.ms",
                        "500"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(names);
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (!enough.test(read) && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(read::add);
            }
        }
        return read;
    }
}
