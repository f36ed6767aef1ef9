package energy.corridor.telemetry;

/** What a reading measures (OCPP 1.6 section 7.31, OCPP 2.0.1 MeasurandEnumType) and the one unit it has inside the service. */
public enum Measurand {
    ENERGY_ACTIVE_IMPORT_REGISTER("Energy.Active.Import.Register", "Wh"),
    ENERGY_ACTIVE_EXPORT_REGISTER("Energy.Active.Export.Register", "Wh"),
    POWER_ACTIVE_IMPORT("Power.Active.Import", "W"),
    POWER_ACTIVE_EXPORT("Power.Active.Export", "W"),
    CURRENT_IMPORT("Current.Import", "A"),
    VOLTAGE("Voltage", "V"),
    /** State of charge of the vehicle's battery. */
    SOC("SoC", "Percent");

    private final String ocppName;
    private final String unit;

    Measurand(String ocppName, String unit) {
        this.ocppName = ocppName;
        this.unit = unit;
    }

    public String ocppName() {
        return ocppName;
    }

    public String unit() {
        return unit;
    }
}
