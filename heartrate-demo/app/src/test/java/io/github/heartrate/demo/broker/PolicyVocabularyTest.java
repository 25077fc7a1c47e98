package io.github.heartrate.demo.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Input.ChangePolicy;
import io.github.heartrate.Latch;
import io.github.heartrate.Priority;
import io.github.heartrate.amqp.ReadingPublisher;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.topology.Topology;
import io.github.heartrate.demo.policy.PolicyFields;
import io.github.heartrate.demo.policy.PolicyFile;
import io.github.heartrate.toolkit.analysis.PolicyField;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Policy files and control messages have one vocabulary. */
class PolicyVocabularyTest {

    /** Differs from the default in every part, so a message names all parts. */
    private static final AlarmPolicy EVERY_PART = AlarmPolicy.builder()
            .limits(new AlarmLimits(45, 110, 40, 140))
            .onsetCount(4)
            .extremeOnsetCount(2)
            .clearCount(2)
            .clearMarginBpm(3)
            .conditionDelay(Duration.ofSeconds(14))
            .clearDelay(Duration.ofSeconds(2))
            .maxGap(Duration.ofMinutes(5))
            .staleAfter(Duration.ofMinutes(1))
            .signalLossPriority(Priority.HIGH)
            .reminderInterval(Duration.ofMinutes(2))
            .acknowledgementLimit(Duration.ofMinutes(3))
            .worseningBpm(20)
            .latch(Latch.ALL)
            .plausibleBpm(0, 300)
            .build();

    @TempDir
    private Path folder;

    @Test
    void policyOfAControlMessageIsOneOfAFile() throws Exception {
        ObjectNode policy = published(EVERY_PART);
        assertThat(PolicyField.values())
                .allSatisfy(field ->
                        assertThat(field.of(EVERY_PART)).as(field.key()).isNotEqualTo(field.of(AlarmPolicy.DEFAULT)));

        // The one difference: a file has the two numbers as a range.
        String range = policy.remove("plausible_min_bpm") + ".." + policy.remove("plausible_max_bpm");
        policy.put(PolicyField.PLAUSIBLE.key(), range);
        assertThat(policy.propertyNames())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(PolicyField.values())
                        .map(PolicyField::key)
                        .toList());
        Path file = Files.writeString(folder.resolve("policy.json"), "{\"default\": " + policy + "}");
        assertThat(new PolicyFile(file).read(PolicyFields.NONE).common()).isEqualTo(EVERY_PART);
    }

    /** What a receiver of control messages gets. */
    private static ObjectNode published(AlarmPolicy policy) throws Exception {
        Topology topology = Topology.partitioned(1).withoutStateQueues();
        try (EmbeddedBroker qpid = EmbeddedBroker.start();
                Connection connection = qpid.broker().connect("test");
                Channel channel = connection.createChannel();
                ReadingPublisher publisher =
                        ReadingPublisher.builder(qpid.broker(), topology).build()) {
            topology.declare(connection);
            publisher.start();
            assertThat(publisher.publish(new ChangePolicy("a", policy, Instant.EPOCH)))
                    .succeedsWithin(Duration.ofSeconds(20))
                    .isEqualTo(PublishResult.CONFIRMED);
            byte[] message = channel.basicGet(topology.readingsQueue(0), true).getBody();
            return (ObjectNode) JsonMapper.shared().readTree(message).get("policy");
        }
    }
}
