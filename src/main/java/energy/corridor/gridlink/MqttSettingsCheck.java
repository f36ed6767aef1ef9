package energy.corridor.gridlink;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Refuses a setting that cannot work, by name and with what is allowed. */
public final class MqttSettingsCheck {

    private static final Pattern ADDRESS = Pattern.compile("(tcp|ssl)://[^/:\\s]+:(?<port>[0-9]{1,5})");
    private static final int HIGHEST_PORT = 65_535;
    private static final Duration LONGEST_KEEP_ALIVE = Duration.ofHours(18); // 16 bits of seconds
    private static final Duration LONGEST_SESSION = Duration.ofDays(365);

    private MqttSettingsCheck() {}

    /** @throws IllegalArgumentException with a sentence that names the setting, its value and what is allowed */
    public static void check(MqttSettings settings) {
        settings.url()
                .filter(url -> !isAddress(url))
                .ifPresent(url -> refuse("url", url, "tcp://host:port or ssl://host:port with a port in 1..65535"));
        if (settings.embeddedPort() < 0 || settings.embeddedPort() > HIGHEST_PORT) {
            refuse("embedded-port", settings.embeddedPort(), "in 0..%d".formatted(HIGHEST_PORT));
        }
        DepotTopics.checkDepot(settings.depot());
        require("keep-alive", settings.keepAlive(), Duration.ofSeconds(1), LONGEST_KEEP_ALIVE);
        require("session-expiry", settings.sessionExpiry(), Duration.ZERO, LONGEST_SESSION);
        if (settings.queue() < 1) {
            refuse("queue", settings.queue(), "1 or more");
        }
    }

    private static boolean isAddress(String url) {
        Matcher address = ADDRESS.matcher(url);
        return address.matches()
                && Integer.parseInt(address.group("port")) >= 1
                && Integer.parseInt(address.group("port")) <= HIGHEST_PORT;
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
