package energy.corridor.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.telemetry.ReadingRules.Accepted;
import energy.corridor.telemetry.ReadingRules.Cause;
import energy.corridor.telemetry.ReadingRules.Refused;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingRulesTest {

    private static final EvseId EVSE = EvseId.of("RDAM-1", 1);
    private static final Instant AT = Instant.parse("2026-03-02T22:00:00Z");
    private static final Instant RECEIVED = AT.plusSeconds(2);

    @Test
    void aBareValueIsTheImportRegisterInWattHours() {
        assertThat(read(sample("1234", "", "", "")))
                .isEqualTo(new Accepted(new MeterReading(
                        EVSE,
                        7,
                        AT,
                        RECEIVED,
                        Measurand.ENERGY_ACTIVE_IMPORT_REGISTER,
                        "",
                        "Sample.Periodic",
                        new BigDecimal("1234"))));
    }

    @ParameterizedTest
    @CsvSource({
        "Energy.Active.Import.Register, 12.345,     kWh,     12345",
        "Energy.Active.Import.Register, 12,         kWh,     12000",
        "Energy.Active.Import.Register, 1.2E4,      Wh,      12000",
        "Energy.Active.Export.Register, 0,          kWh,     0",
        "Power.Active.Import,           '11,04',    kW,      11040",
        "Power.Active.Import,           ' 11040.5 ',W,       11040.5",
        "Power.Active.Import,           -5000,      W,       -5000",
        "Power.Active.Import,           11040,      '',      11040",
        "Current.Import,                16.0,       A,       16.0",
        "Voltage,                       229.9,      V,       229.9",
        "SoC,                           55,         Percent, 55",
        "SoC,                           55.5,       %,       55.5",
    })
    void everyMeasurandIsKeptInItsOneUnitWithEveryDigit(String measurand, String value, String unit, String kept) {
        assertThat(read(sample(value, measurand, unit, "")))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.reading().value()).isEqualTo(new BigDecimal(kept)));
    }

    @ParameterizedTest
    @CsvSource({
        "Energy.Active.Import.Register, NaN,     Wh,      'The Energy.Active.Import.Register \"NaN\" is not a number.'",
        "Energy.Active.Import.Register, '',      Wh,      'The Energy.Active.Import.Register \"\" is not a number.'",
        "Power.Active.Import,           '1,234.5', W,     'The Power.Active.Import \"1,234.5\" is not a number.'",
        "Power.Active.Import,           '12 000', W,      'The Power.Active.Import \"12 000\" is not a number.'",
        "Power.Active.Import,           Infinity, W,      'The Power.Active.Import \"Infinity\" is not a number.'",
        "Power.Active.Import,           11,      kWh,     'The unit \"kWh\" does not fit Power.Active.Import; it is kept in W.'",
        "Voltage,                       230,     kW,      'The unit \"kW\" does not fit Voltage; it is kept in V.'",
        "Energy.Active.Import.Register, -1,      Wh,      'A Energy.Active.Import.Register of -1 Wh is impossible.'",
        "Power.Active.Import,           9e20,    W,       'A Power.Active.Import of 900000000000000000000 W is impossible.'",
        "SoC,                           100.1,   Percent, 'A SoC of 100.1 Percent is impossible.'",
    })
    void whatCannotBeRightIsRefusedWithASentence(String measurand, String value, String unit, String sentence) {
        assertThat(read(sample(value, measurand, unit, ""))).isEqualTo(new Refused(Cause.NOT_PLAUSIBLE, sentence));
    }

    @Test
    void phasesStayApartAndAnUnknownOneIsRefused() {
        assertThat(read(sample("16", "Current.Import", "A", "L1-N")))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.reading().phase()).isEqualTo("L1-N"));
        assertThat(read(sample("16", "Current.Import", "A", "L4")))
                .isEqualTo(new Refused(
                        Cause.NOT_PLAUSIBLE,
                        "The phase \"L4\" is unknown; allowed are L1, L2, L3, N, their pairs, or none."));
    }

    @Test
    void whatIsOfferedIsNotWhatFlows() {
        assertThat(read(sample("32", "Current.Offered", "A", "")))
                .isEqualTo(new Refused(Cause.NOT_USED, "The measurand \"Current.Offered\" is not used."));
    }

    @Test
    void onlyTheOutletCountsButTheSocIsTheVehicles() {
        assertThat(read(located("Power.Active.Import", "Inlet")))
                .isEqualTo(new Refused(
                        Cause.NOT_USED, "The Power.Active.Import at \"Inlet\" is not used; only the Outlet counts."));
        assertThat(read(located("Power.Active.Import", "Outlet"))).isInstanceOf(Accepted.class);
        assertThat(read(located("SoC", "EV"))).isInstanceOf(Accepted.class);
    }

    @Test
    void signedDataIsNotReadAsANumber() {
        SampledValue signed = new SampledValue(EVSE, 7, AT, "8A9B", "", "", "Wh", "", "SignedData", "");
        assertThat(read(signed))
                .isEqualTo(new Refused(
                        Cause.SIGNED,
                        "The Energy.Active.Import.Register value is signed and is not read as a number."));
    }

    @Test
    void aContextNobodyKnowsIsOther() {
        SampledValue sample = new SampledValue(EVSE, 7, AT, "1", "", "", "", "Sample.Vendor", "", "");
        assertThat(read(sample))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.reading().context()).isEqualTo("Other"));
    }

    @Test
    void aStationsClockMayBeAnHourAheadButNotAYear() {
        assertThat(read(sampleAt(RECEIVED.plus(Duration.ofHours(1))))).isInstanceOf(Accepted.class);
        assertThat(read(sampleAt(Instant.parse("2027-03-02T22:00:00Z"))))
                .isEqualTo(new Refused(
                        Cause.NOT_PLAUSIBLE, "The time 2027-03-02T22:00:00Z is more than 24 hours ahead of ours."));
    }

    private static ReadingRules.Verdict read(SampledValue sample) {
        return ReadingRules.read(sample, RECEIVED);
    }

    private static SampledValue sample(String value, String measurand, String unit, String phase) {
        return new SampledValue(EVSE, 7, AT, value, measurand, phase, unit, "", "", "");
    }

    private static SampledValue located(String measurand, String location) {
        return new SampledValue(EVSE, 7, AT, "50", measurand, "", "", "", "", location);
    }

    private static SampledValue sampleAt(Instant at) {
        return new SampledValue(EVSE, 7, at, "50", "", "", "", "", "", "");
    }
}
