package energy.corridor.gridlink;

import java.time.Duration;

/** Refuses a setting that cannot work, by name and with what is allowed. */
final class MqttSettingsCheck {

    private static final Duration LONGEST_KEEP_ALIVE = Duration.ofHours(18); // 16 bits of seconds
    private static final Duration LONGEST_SESSION = Duration.ofDays(365);

    private MqttSettingsCheck() {}

    static void check(MqttSettings settings) {
        settings.url()
                .filter(url -> !url.matches("(tcp|ssl)://[^/:]+:[0-9]{1,5}"))
                .ifPresent(url -> refuse("url", url, "tcp://host:port or ssl://host:port"));
        require("keep-alive", settings.keepAlive(), Duration.ofSeconds(1), LONGEST_KEEP_ALIVE);
        require("session-expiry", settings.sessionExpiry(), Duration.ZERO, LONGEST_SESSION);
        if (settings.queue() < 1) {
            refuse("queue", settings.queue(), "1 or more");
        }
    }

    private static void require(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            refuse(name, value, "in %s..%s".formatted(least, most));
        }
    }

    private static void refuse(String name, Object value, String rule) {
        throw new IllegalArgumentException(
                "The setting corridor.mqtt.%s (%s) must be %s.".formatted(name, value, rule));
    }
}
