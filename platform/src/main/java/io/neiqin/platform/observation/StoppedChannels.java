package io.neiqin.platform.observation;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * A service that has stopped to take events for good answers from replicas that grow old: it is taken out of rotation.
 * A broker that is away stops no channel.
 */
@Readiness
public class StoppedChannels implements HealthCheck {

    private final Channels channels;

    public StoppedChannels(Channels channels) {
        this.channels = channels;
    }

    @Override
    public HealthCheckResponse call() {
        var stopped = channels.stopped();
        var answer = HealthCheckResponse.named("channels").status(stopped.isEmpty());
        stopped.forEach(channel -> answer.withData(channel, "stopped"));
        return answer.build();
    }
}
