package energy.corridor.ocpp.v16;

import static energy.corridor.ocpp.CentralSystem.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.dispatch.Setpoint;
import energy.corridor.ocpp.Rate;
import energy.corridor.telemetry.EvseId;
import eu.chargetime.ocpp.model.core.ChargingProfile;
import eu.chargetime.ocpp.model.core.ChargingSchedulePeriod;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChargingProfilesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "0.00009, 0.0",
        "0.0001, 0.1",
        "4.1, 4100.0",
        "11.04099, 11040.9",
        "11.0409, 11040.9",
        "20.699999999999996, 20700.0",
        "150, 150000.0"
    })
    void wattsHaveOneDecimalAndAreNeverMore(double kw, double watts) {
        ChargingSchedulePeriod period = period(kw);
        assertThat(period.getLimit()).isEqualTo(watts);
        assertThat(period.getStartPeriod()).isZero();
        assertThat(period.getNumberPhases()).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theLimitNeverExceedsTheSetpointAndLosesLessThanATenthOfAWatt(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            double kw = random.nextDouble() * Math.pow(10, random.nextInt(5));
            BigDecimal wished = BigDecimal.valueOf(kw).scaleByPowerOfTen(3);
            BigDecimal limit = BigDecimal.valueOf(period(kw).getLimit());
            assertThat(limit).isLessThanOrEqualTo(wished.add(new BigDecimal("1e-6"))); // the noise of a double
            assertThat(wished.subtract(limit)).isLessThan(new BigDecimal("0.1"));
            assertThat(limit.scale()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void everyEvseAndPurposeOfAStationHasAnIdOfItsOwn() {
        Set<Integer> ids = new HashSet<>();
        for (int number = 1; number <= 50; number++) {
            EvseId evse = EvseId.of("RDAM-1", number);
            ids.add(profile(evse, 7).getChargingProfileId());
            ids.add(profile(evse, 8).getChargingProfileId()); // the next transaction's replaces it
            ids.add(ChargingProfiles.failsafe(evse, 10, Rate.WATTS)
                    .getCsChargingProfiles()
                    .getChargingProfileId());
        }
        assertThat(ids).hasSize(100);
    }

    private static ChargingSchedulePeriod period(double kw) {
        return ChargingProfiles.of(new Setpoint(EvseId.of("RDAM-1", 1), 7, kw, NOW, NOW.plusSeconds(900)), Rate.WATTS)
                .getCsChargingProfiles()
                .getChargingSchedule()
                .getChargingSchedulePeriod()[0];
    }

    private static ChargingProfile profile(EvseId evse, long transaction) {
        return ChargingProfiles.of(new Setpoint(evse, transaction, 11, NOW, NOW.plusSeconds(900)), Rate.WATTS)
                .getCsChargingProfiles();
    }
}
