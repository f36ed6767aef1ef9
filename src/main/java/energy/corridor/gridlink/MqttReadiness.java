package energy.corridor.gridlink;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the broker is connected, or none is configured. */
@Readiness
@Singleton
public final class MqttReadiness implements HealthCheck {

    private final Gridlink gridlink;

    public MqttReadiness(Gridlink gridlink) {
        this.gridlink = gridlink;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("MQTT broker");
        gridlink.trouble().ifPresentOrElse(why -> response.down().withData("trouble", why), response::up);
        return response.build();
    }
}
