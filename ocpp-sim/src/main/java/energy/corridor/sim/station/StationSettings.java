package energy.corridor.sim.station;

import java.time.Duration;

/**
 * How a station behaves where OCPP leaves it open.
 *
 * @param meterInterval clock time between MeterValues in a transaction; 0 sends none
 * @param socDecimals digits after the point of SoC in percent, 0 or 1
 * @param callTimeout wall time to wait for an answer before the connection is given up
 * @param reconnectFirst wall time before the first attempt to reconnect; it doubles with each
 * @param reconnectMax longest wall time between attempts
 */
public record StationSettings(
        Duration meterInterval, int socDecimals, Duration callTimeout, Duration reconnectFirst, Duration reconnectMax) {

    public static final StationSettings DEFAULT = new StationSettings(
            Duration.ofSeconds(60), 1, Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(30));

    public StationSettings {
        if (meterInterval.isNegative() || meterInterval.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "The meter interval is %s; it must be in 0..86400 s.".formatted(meterInterval));
        }
        if (socDecimals != 0 && socDecimals != 1) {
            throw new IllegalArgumentException("The SoC decimals are %d; 0 or 1 is allowed.".formatted(socDecimals));
        }
    }

    public StationSettings withMeterInterval(Duration interval) {
        return new StationSettings(interval, socDecimals, callTimeout, reconnectFirst, reconnectMax);
    }

    public StationSettings withSocDecimals(int decimals) {
        return new StationSettings(meterInterval, decimals, callTimeout, reconnectFirst, reconnectMax);
    }

    public StationSettings withReconnect(Duration first, Duration max) {
        return new StationSettings(meterInterval, socDecimals, callTimeout, first, max);
    }

    public StationSettings withCallTimeout(Duration timeout) {
        return new StationSettings(meterInterval, socDecimals, timeout, reconnectFirst, reconnectMax);
    }
}
