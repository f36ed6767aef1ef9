package energy.corridor.gridlink.openadr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.grid.delivery.DeliveryReport;
import energy.corridor.grid.delivery.Quality;
import energy.corridor.grid.request.RequestRecord;
import energy.corridor.grid.request.RequestState;
import energy.corridor.gridlink.openadr.Connection.Version;
import energy.corridor.gridlink.openadr.Vtn.Trouble;
import energy.corridor.quantity.Units;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an event's report descriptors ask for, from the accounts of what was delivered: one report per descriptor, under a name that is
 * always the same, so that one whose reply was lost is found and replaced, never doubled.
 */
final class Reports {

    private static final int WATTS = 3; // decimals of a kW or a kWh

    private final Connection connection;
    private final Vtn vtn;
    private final Map<String, String> sent = new HashMap<>();

    Reports(Connection connection, Vtn vtn) {
        this.connection = connection;
        this.vtn = vtn;
    }

    /** @param requests what the event became, oldest first */
    void send(String id, JsonNode event, List<RequestRecord> requests, List<String> notes)
            throws Trouble, InterruptedException {
        for (JsonNode descriptor : AdrText.children(event, "reportDescriptors")) {
            String type = AdrText.text(descriptor, "payloadType").orElse("");
            Optional<Figure> figure = Figure.of(type);
            if (figure.isEmpty()) {
                notes.add("Event %s asks for reports of %s, which there are none of.".formatted(id, type));
                continue;
            }
            ArrayNode intervals = AdrText.JSON.createArrayNode();
            for (RequestRecord request : requests) {
                figure.get().add(intervals, request, type);
            }
            if (!intervals.isEmpty()) {
                send(report(id, event, descriptor, type, figure.get(), intervals));
            }
        }
    }

    private ObjectNode report(
            String id, JsonNode event, JsonNode descriptor, String type, Figure figure, ArrayNode intervals) {
        ObjectNode report = AdrText.JSON.createObjectNode();
        if (connection.version() == Version.V3_1_0) {
            report.put("objectType", "REPORT");
        } else {
            report.put("programID", AdrText.text(event, "programID").orElse(""));
        }
        report.put("eventID", id);
        report.put("clientName", connection.venName());
        report.put("reportName", "corridor-%s-%s".formatted(id, type));
        ObjectNode described = report.putArray("payloadDescriptors").addObject();
        described.put("objectType", "REPORT_PAYLOAD_DESCRIPTOR").put("payloadType", type);
        described.put("readingType", figure == Figure.DEMAND ? "MEAN" : "DIRECT_READ");
        if (!figure.unit.isEmpty()) {
            described.put("units", figure.unit);
        }
        boolean sums =
                AdrText.text(descriptor, "aggregate").filter("true"::equals).isPresent();
        ObjectNode resource = report.putArray("resources").addObject();
        resource.put("resourceName", sums ? "AGGREGATED_REPORT" : connection.venName());
        resource.set("intervals", intervals);
        return report;
    }

    private void send(ObjectNode report) throws Trouble, InterruptedException {
        String name = report.path("reportName").asText();
        String content = report.toString();
        if (content.equals(sent.get(name))) {
            return;
        }
        String query = "eventID=%s&clientName=%s"
                .formatted(
                        Vtn.encoded(report.path("eventID").asText()),
                        Vtn.encoded(report.path("clientName").asText()));
        Optional<String> known = vtn.all("/reports", query).stream()
                .filter(r -> AdrText.text(r, "reportName").filter(name::equals).isPresent())
                .filter(r -> AdrText.text(r, "clientName")
                        .filter(connection.venName()::equals)
                        .isPresent())
                .findFirst()
                .flatMap(r -> AdrText.text(r, "id"));
        if (known.isPresent()) {
            vtn.send("PUT", "/reports/" + known.get(), Optional.of(report));
        } else {
            vtn.send("POST", "/reports", Optional.of(report));
        }
        sent.put(name, content);
    }

    /** What can be told of an interval. */
    private enum Figure {
        USAGE("KWH") {
            @Override
            Optional<Double> of(DeliveryReport.Interval i, double hours) {
                return i.actualKwh();
            }
        },
        DEMAND("KW") {
            @Override
            Optional<Double> of(DeliveryReport.Interval i, double hours) {
                return i.actualKwh().map(kwh -> kwh / hours);
            }
        },
        BASELINE("KWH") {
            @Override
            Optional<Double> of(DeliveryReport.Interval i, double hours) {
                return i.baselineKwh();
            }
        },
        DELTA_USAGE("KWH") {
            @Override
            Optional<Double> of(DeliveryReport.Interval i, double hours) {
                return i.actualKwh().flatMap(kwh -> i.baselineKwh().map(baseline -> kwh - baseline));
            }
        },
        SETPOINT("KW") {
            @Override
            Optional<Double> of(DeliveryReport.Interval i, double hours) {
                return Optional.of(i.orderedKwh() / hours);
            }
        },
        OPERATING_STATE("") {
            @Override
            Optional<Double> of(DeliveryReport.Interval i, double hours) {
                return Optional.empty();
            }

            @Override
            void add(ArrayNode intervals, RequestRecord request, String type) {
                ObjectNode interval = intervals.addObject().put("id", 0);
                payload(interval.putArray("payloads"), type).add(state(request.state()));
            }
        };

        final String unit;

        Figure(String unit) {
            this.unit = unit;
        }

        abstract Optional<Double> of(DeliveryReport.Interval i, double hours);

        static Optional<Figure> of(String type) {
            for (Figure figure : values()) {
                if (figure.name().equals(type)) {
                    return Optional.of(figure);
                }
            }
            return Optional.empty();
        }

        void add(ArrayNode intervals, RequestRecord request, String type) {
            request.delivery()
                    .ifPresent(report -> report.intervals().forEach(i -> {
                        Duration length = Duration.between(i.from(), i.to());
                        ObjectNode interval = intervals.addObject().put("id", intervals.size() - 1);
                        interval.putObject("intervalPeriod")
                                .put("start", i.from().toString())
                                .put("duration", length.toString());
                        ArrayNode payloads = interval.putArray("payloads");
                        of(i, Units.hours(length))
                                .ifPresent(value -> payload(payloads, type).add(rounded(value)));
                        payload(payloads, "DATA_QUALITY").add(word(i.quality()));
                    }));
        }

        private static ArrayNode payload(ArrayNode payloads, String type) {
            return payloads.addObject().put("type", type).putArray("values");
        }

        private static String word(Quality quality) {
            return quality == Quality.MEASURED ? "OK" : quality.name();
        }

        private static String state(RequestState state) {
            return switch (state) {
                case REJECTED, FAILED -> "RUNNING_OPTED_OUT";
                case ACTIVE -> "RUNNING_CURTAILED";
                default -> "RUNNING_NORMAL";
            };
        }

        private static BigDecimal rounded(double value) {
            return BigDecimal.valueOf(value).setScale(WATTS, RoundingMode.HALF_EVEN);
        }
    }
}
