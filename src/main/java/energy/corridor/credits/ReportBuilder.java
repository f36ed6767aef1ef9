package energy.corridor.credits;

import energy.corridor.quantity.Units;
import energy.corridor.settlement.Direction;
import energy.corridor.settlement.EntrySet;
import energy.corridor.settlement.Kwp;
import energy.corridor.settlement.SettlementArchive;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A report out of settled packets only: per device what was drawn less what was fed back, and our own estimate of its credits, day of
 * supply by day of supply, rounded once.
 */
final class ReportBuilder {

    private final Programme programme;
    private final CreditFormula formula;
    private final SettlementArchive settled;
    private final LocalDate from;
    private final LocalDate to;
    private final List<Report.Line> lines = new ArrayList<>();
    private final List<CreditStore.Claim> claims = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    ReportBuilder(Programme programme, CreditFormula formula, SettlementArchive settled, LocalDate from, LocalDate to) {
        this.programme = programme;
        this.formula = formula;
        this.settled = settled;
        this.from = from;
        this.to = to;
    }

    List<CreditStore.Claim> claims() {
        return claims;
    }

    List<String> problems() {
        return problems;
    }

    static String id(String programme, LocalDate from, LocalDate to) {
        return "%s-%s-%s".formatted(programme, from, to);
    }

    Report build(List<CreditDevice> devices, List<CreditVehicle> vehicles, int version, Instant now) {
        devices.forEach(this::take);
        vehicles.forEach(this::take);
        if (lines.isEmpty()) {
            problem("No device has settled energy between %s and %s.".formatted(from, to));
        }
        return new Report(
                id(programme.id(), from, to),
                version,
                programme.id(),
                from,
                to,
                problems.isEmpty() ? Report.Status.VALIDATED : Report.Status.DRAFT,
                lines,
                now,
                Optional.empty(),
                String.join(" ", problems));
    }

    private void take(CreditDevice device) {
        Instant start = from.atStartOfDay(programme.zone()).toInstant();
        Instant end = to.plusDays(1).atStartOfDay(programme.zone()).toInstant();
        Map<String, Kwp> newest = new TreeMap<>();
        settled.kwps(Optional.of(device.element()), start, end)
                .forEach(k -> newest.put(k.start() + "|" + k.direction(), k));
        Map<LocalDate, Long> byDay = new TreeMap<>();
        StringBuilder evidence = new StringBuilder();
        for (Kwp kwp : newest.values()) {
            if (kwp.direction() == Direction.CURTAILMENT || kwp.energyWh() == 0) {
                continue;
            }
            boolean drawn = kwp.direction() == Direction.LOAD;
            byDay.merge(
                    kwp.start().atZone(programme.zone()).toLocalDate(),
                    drawn ? kwp.energyWh() : -kwp.energyWh(),
                    Long::sum);
            evidence.append(kwp.id()).append('=').append(kwp.energyWh()).append('\n');
            if (drawn) {
                claims.add(new CreditStore.Claim(
                        device.element(),
                        kwp.start(),
                        programme.layer(),
                        id(programme.id(), from, to),
                        kwp.energyWh()));
            }
        }
        long wh = byDay.values().stream().mapToLong(Long::longValue).sum();
        if (wh <= 0) {
            return; // nothing was drawn, or more came back
        }
        lines.add(new Report.Line(
                device.element(),
                device.registrationNo(),
                device.version(),
                device.endUse(),
                wh,
                estimate(device.endUse(), byDay),
                newest.size(),
                EntrySet.sha256(evidence.toString()),
                Optional.empty(),
                Report.Match.OPEN));
        checkUtilisation(device, wh);
    }

    /** The flat amount of its class, claimed for the year once. */
    private void take(CreditVehicle vehicle) {
        String key = "flat/" + vehicle.vehicleClass();
        Optional<Factor> flat = formula.table().on(programme.id(), key, from);
        if (flat.isEmpty()) {
            problem(missing(key, from));
            return;
        }
        long wh = Units.kwhToWh(flat.get().value()).longValueExact();
        claims.add(new CreditStore.Claim(
                vehicle.subject(),
                from.atStartOfDay(programme.zone()).toInstant(),
                programme.layer(),
                id(programme.id(), from, to),
                wh));
        lines.add(new Report.Line(
                vehicle.subject(),
                vehicle.registration(),
                vehicle.version(),
                vehicle.vehicleClass(),
                wh,
                estimate(vehicle.vehicleClass(), Map.of(from, wh)),
                0,
                EntrySet.sha256(vehicle.subject() + "|" + flat.get().ref() + "=" + wh),
                Optional.empty(),
                Report.Match.OPEN));
    }

    private BigDecimal estimate(String endUse, Map<LocalDate, Long> byDay) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<LocalDate, Long> day : byDay.entrySet()) {
            Outcome outcome = formula.credits(programme.id(), endUse, day.getValue(), day.getKey());
            if (outcome instanceof Outcome.Credits credits) {
                sum = sum.add(credits.exact());
            } else if (outcome instanceof Outcome.NeedsFactor needs) {
                problem(missing(needs.key(), needs.day()));
            } else if (outcome instanceof Outcome.NotEligible not) {
                problem(not.reason());
            }
        }
        return formula.rounded(programme.id(), sum);
    }

    private String missing(String key, LocalDate day) {
        return "The figure %s of %s is not published for %s; load it before reporting."
                .formatted(key, programme.name(), day);
    }

    /** More than its rating allows cannot have gone through a device. */
    private void checkUtilisation(CreditDevice device, long wh) {
        long days = ChronoUnit.DAYS.between(from, to) + 1;
        BigDecimal most = device.ratedKw()
                .multiply(BigDecimal.valueOf(Duration.ofDays(days).toHours()));
        BigDecimal kwh = Units.whToKwh(wh);
        if (kwh.compareTo(most) > 0) {
            problem("%s reports %s kWh, at %s kW at most %s kWh are possible in %d days."
                    .formatted(
                            device.registrationNo(),
                            kwh,
                            device.ratedKw(),
                            most.setScale(0, RoundingMode.FLOOR),
                            days));
        }
    }

    private void problem(String sentence) {
        if (!problems.contains(sentence)) {
            problems.add(sentence);
        }
    }
}
