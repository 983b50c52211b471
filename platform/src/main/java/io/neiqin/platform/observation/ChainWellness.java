package io.neiqin.platform.observation;

import io.smallrye.health.api.Wellness;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Whether the delivery chain is well: DOWN calls a person and takes nothing out of rotation. What is unknown is not
 * well.
 */
@Wellness
public class ChainWellness implements HealthCheck {

    private final DeliveryChain chain;
    private final Channels channels;
    private final long outbox;
    private final Duration unsent;
    private final Duration transaction;
    private final Duration unsealed;
    private final long lag;
    private final Duration standstill;

    /**
     * @param outbox how many events may wait for the relay
     * @param unsent how old an event may be that the topic has not got
     * @param transaction how long one may be open
     * @param unsealed how long an entry of a history may wait for its seal
     * @param lag how many records a consumer may be behind
     * @param standstill how long it may take none of them
     */
    public ChainWellness(
            DeliveryChain chain,
            Channels channels,
            @ConfigProperty(name = "neiqin.well.outbox") long outbox,
            @ConfigProperty(name = "neiqin.well.unsent") Duration unsent,
            @ConfigProperty(name = "neiqin.well.transaction") Duration transaction,
            @ConfigProperty(name = "neiqin.well.unsealed") Duration unsealed,
            @ConfigProperty(name = "neiqin.well.lag") long lag,
            @ConfigProperty(name = "neiqin.well.standstill") Duration standstill) {
        this.chain = chain;
        this.channels = channels;
        this.outbox = outbox;
        this.unsent = unsent;
        this.transaction = transaction;
        this.unsealed = unsealed;
        this.lag = lag;
        this.standstill = standstill;
    }

    @Override
    public HealthCheckResponse call() {
        var telling = chain.telling();
        var answer = HealthCheckResponse.named("delivery chain");
        boolean well = within(answer, "outboxRows", telling.outboxRows(), outbox)
                & within(answer, "oldestUnsentSeconds", telling.oldestUnsentSeconds(), unsent.toSeconds())
                & within(
                        answer, "oldestTransactionSeconds", telling.oldestTransactionSeconds(), transaction.toSeconds())
                & within(answer, "oldestUnsealedSeconds", telling.oldestUnsealedSeconds(), unsealed.toSeconds());
        for (var consumer : chain.taking().entrySet()) {
            var taking = consumer.getValue();
            well &= within(answer, "parked " + consumer.getKey(), taking.parked(), 0)
                    & within(answer, "lag " + consumer.getKey(), taking.lag(), lag)
                    & within(
                            answer,
                            "standstillSeconds " + consumer.getKey(),
                            taking.standstillSeconds(),
                            standstill.toSeconds());
        }
        answer.withData("relayed", telling.relayed() ? "yes" : "no");
        var stopped = channels.stopped();
        stopped.forEach(channel -> answer.withData("channel " + channel, "stopped"));
        return answer.status(well && telling.relayed() && stopped.isEmpty()).build();
    }

    private static boolean within(HealthCheckResponseBuilder answer, String name, double value, double limit) {
        answer.withData(name, Double.isNaN(value) ? "unknown" : Long.toString(Math.round(value)));
        return value <= limit;
    }
}
