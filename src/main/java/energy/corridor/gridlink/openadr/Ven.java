package energy.corridor.gridlink.openadr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.grid.GridBook;
import energy.corridor.grid.PricePoint;
import energy.corridor.grid.Site;
import energy.corridor.grid.request.FirstHeard;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.Receipt;
import energy.corridor.grid.request.RequestRecord;
import energy.corridor.grid.request.RequestState;
import energy.corridor.grid.request.SignalId;
import energy.corridor.grid.request.Slot;
import energy.corridor.gridlink.openadr.Connection.Version;
import energy.corridor.gridlink.openadr.Vtn.Trouble;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * The depot as a virtual end node of one server. One {@link #exchange()} enrols it where that is missing, reads all events, brings the
 * depot's requests in line with them, and counts as contact when it came to its end. Confined to one thread.
 */
final class Ven {

    private static final Logger LOG = Logger.getLogger(Ven.class);
    private static final String GONE = "The server has cancelled the event or does not list it any more.";

    private final Connection connection;
    private final GridBook grid;
    private final FirstHeard heard;
    private final Clock clock;
    private final Vtn vtn;
    private final Reports reports;
    private final Optional<MqttHints> mqtt;
    private Optional<String> venId = Optional.empty();
    private boolean subscribed;
    private volatile Status status;

    /**
     * @param broker where notifications are heard
     * @param notes what of the events was left out or is unusual
     */
    record Status(
            String operator,
            String url,
            Version version,
            String venName,
            Optional<String> venId,
            Optional<Instant> lastExchange,
            int events,
            Optional<String> broker,
            Optional<String> trouble,
            List<String> notes) {}

    /** @param mqtt empty where the version has none */
    Ven(Connection connection, GridBook grid, FirstHeard heard, Clock clock, Vtn vtn, Optional<MqttHints> mqtt) {
        this.connection = connection;
        this.grid = grid;
        this.heard = heard;
        this.clock = clock;
        this.vtn = vtn;
        this.mqtt = mqtt;
        reports = new Reports(connection, vtn);
        status = new Status(
                connection.operator(),
                connection.url().toString(),
                connection.version(),
                connection.venName(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.of("There was no exchange yet."),
                List.of());
    }

    Status status() {
        return status;
    }

    /** @return whether it came to its end */
    boolean exchange() throws InterruptedException {
        List<String> notes = new ArrayList<>();
        try {
            if (venId.isEmpty()) {
                venId = enrolled(notes);
            }
            Map<String, JsonNode> programs = programs();
            Map<String, JsonNode> events = events(programs.keySet());
            Set<String> said = new TreeSet<>();
            events.forEach((id, event) -> take(id, event, programs, said, notes));
            withdrawAllBut(said);
            grid.heard(connection.operator(), clock.instant());
            report(events, notes);
            subscribe(notes);
            if (mqtt.isPresent()) {
                mqtt.get().ensure(venId, programs.keySet(), notes);
            }
            show(events.size(), Optional.empty(), notes);
            return true;
        } catch (Trouble trouble) {
            if (trouble.status() == 404) {
                venId = Optional.empty(); // perhaps the server has forgotten us
            }
            show(status.events(), Optional.of(trouble.sentence()), notes);
            LOG.warnf("OpenADR %s: %s", connection.operator(), trouble.sentence());
            return false;
        }
    }

    private void show(int events, Optional<String> trouble, List<String> notes) {
        List<String> before = status.notes();
        notes.stream()
                .filter(note -> !before.contains(note))
                .forEach(note -> LOG.warnf("OpenADR %s: %s", connection.operator(), note));
        status = new Status(
                connection.operator(),
                connection.url().toString(),
                connection.version(),
                connection.venName(),
                venId,
                trouble.isEmpty() ? Optional.of(clock.instant()) : status.lastExchange(),
                events,
                mqtt.flatMap(MqttHints::broker),
                trouble,
                List.copyOf(notes));
    }

    /** Looks for the own ven before it makes one, so that a restart never makes a second. */
    private Optional<String> enrolled(List<String> notes) throws Trouble, InterruptedException {
        try {
            Optional<String> known = own();
            if (known.isPresent()) {
                return known;
            }
            ObjectNode body = AdrText.JSON.createObjectNode().put("venName", connection.venName());
            if (connection.version() == Version.V3_1_0) {
                body.put("objectType", "VEN_VEN_REQUEST");
            }
            return AdrText.text(vtn.send("POST", "/vens", Optional.of(body)), "id");
        } catch (Trouble trouble) {
            if (trouble.status() == 409) {
                return own();
            }
            if (trouble.status() == 0) {
                throw trouble;
            }
            notes.add("The depot is not enrolled, its events are read all the same: " + trouble.sentence());
            return Optional.empty();
        }
    }

    private Optional<String> own() throws Trouble, InterruptedException {
        List<JsonNode> vens = vtn.all("/vens", "");
        return vens.stream()
                .filter(v -> AdrText.text(v, "venName")
                        .filter(connection.venName()::equals)
                        .isPresent())
                .findFirst()
                .flatMap(v -> AdrText.text(v, "id"));
    }

    private Map<String, JsonNode> programs() throws Trouble, InterruptedException {
        Map<String, JsonNode> programs = new LinkedHashMap<>();
        for (JsonNode program : vtn.all("/programs", "")) {
            String name = AdrText.text(program, "programName").orElse("");
            if (connection.programs().isEmpty() || connection.programs().contains(name)) {
                programs.put(AdrText.text(program, "id").orElse(""), program);
            }
        }
        return programs;
    }

    /** All of them, by id: those the server shows without being asked for targets, and those of our targets. */
    private Map<String, JsonNode> events(Set<String> programs) throws Trouble, InterruptedException {
        List<JsonNode> all = new ArrayList<>(vtn.all("/events", ""));
        String targets = targets();
        if (!targets.isEmpty()) {
            all.addAll(vtn.all("/events", targets));
        }
        Map<String, JsonNode> events = new LinkedHashMap<>();
        for (JsonNode event : all) {
            String program = AdrText.text(event, "programID").orElse("");
            boolean counts = connection.programs().isEmpty() || programs.contains(program);
            if (counts && isForUs(event)) {
                events.put(AdrText.text(event, "id").orElse(""), event);
            }
        }
        return events;
    }

    /** Of the own ven: names in 3.1.0, the name of the ven in 3.0.1. */
    private String targets() throws Trouble, InterruptedException {
        if (connection.version() == Version.V3_0_1) {
            return "targetType=VEN_NAME&targetValues=" + Vtn.encoded(connection.venName());
        }
        if (venId.isEmpty()) {
            return "";
        }
        List<String> names = new ArrayList<>();
        AdrText.child(vtn.send("GET", "/vens/" + venId.get(), Optional.empty()), "targets")
                .forEach(target -> names.add("targets=" + Vtn.encoded(target.asText())));
        return String.join("&", names);
    }

    /** In 3.0.1 servers may show what is meant for other vens. */
    private boolean isForUs(JsonNode event) {
        for (JsonNode target : AdrText.children(event, "targets")) {
            boolean byName =
                    AdrText.text(target, "type").filter("VEN_NAME"::equals).isPresent();
            List<String> names = AdrText.children(target, "values").stream()
                    .map(JsonNode::asText)
                    .toList();
            if (byName && !names.contains(connection.venName())) {
                return false;
            }
        }
        return true;
    }

    /** A broken event leaves what was known of it as it is, and stops no other. */
    private void take(String id, JsonNode event, Map<String, JsonNode> programs, Set<String> said, List<String> notes) {
        Instant now = clock.instant();
        try {
            JsonNode program =
                    programs.getOrDefault(AdrText.text(event, "programID").orElse(""), AdrText.JSON.createObjectNode());
            FirstHeard.Mark mark = heard.of(
                    connection.operator(), id, new FirstHeard.Mark(now, Objects.hash(connection.operator(), id)));
            EventSignals.Said what =
                    new EventSignals(connection, grid.site().importLimitKw(), now).of(id, event, program, mark);
            notes.addAll(what.notes());
            for (GridSignal signal : what.signals()) {
                said.add(signal.id().key());
                take(signal, now, notes);
            }
            prices(what.importEurPerKwh(), false);
            prices(what.exportEurPerKwh(), true);
        } catch (IllegalArgumentException | ArithmeticException | java.time.DateTimeException e) {
            notes.add("Event %s is left as it was: %s".formatted(id, e.getMessage()));
            grid.requests().open().stream()
                    .filter(r -> r.asked().id().operator().equals(connection.operator()))
                    .filter(r -> EventSignals.isOf(r.asked().id().id(), id))
                    .forEach(r -> said.add(r.key()));
        }
    }

    private void take(GridSignal signal, Instant now, List<String> notes) {
        Optional<RequestRecord> known = grid.requests().find(signal.id().key());
        if (!signal.to().isAfter(now)) {
            return; // over; what was known of it ends by itself
        }
        int revision = known.map(r -> r.asked().id().revision()).orElse(0);
        boolean same =
                known.map(r -> r.asked().equals(Revised.of(signal, revision))).orElse(false);
        boolean back = known.filter(r -> r.state() == RequestState.CANCELLED)
                .filter(r -> r.newest().reason().equals(GONE))
                .isPresent();
        if (same && !back) {
            return;
        }
        Receipt receipt =
                grid.requests().receive(Revised.of(signal, revision + 1), Optional.empty(), Optional.empty(), now);
        if (receipt instanceof Receipt.Refused refused) {
            notes.add(refused.reason());
        }
    }

    private void withdrawAllBut(Set<String> said) {
        Instant now = clock.instant();
        for (RequestRecord request : grid.requests().open()) {
            SignalId id = request.asked().id();
            boolean ours =
                    id.operator().equals(connection.operator()) && id.id().startsWith(EventSignals.PREFIX);
            if (ours && !said.contains(request.key()) && request.asked().to().isAfter(now)) {
                var unused = grid.requests().cancel(request.key(), GONE, now);
            }
        }
    }

    private void prices(List<Slot> slots, boolean export) {
        if (slots.isEmpty()) {
            return;
        }
        Site site = grid.site();
        TreeSet<Instant> edges = new TreeSet<>();
        Instant end = slots.get(slots.size() - 1).to();
        slots.forEach(slot -> edges.add(slot.from()));
        site.prices().stream()
                .map(PricePoint::from)
                .filter(at -> at.isAfter(slots.get(0).from()) && at.isBefore(end))
                .forEach(edges::add);
        List<PricePoint> points = new ArrayList<>();
        for (Instant at : edges) {
            Optional<PricePoint> known = site.prices().stream()
                    .filter(p -> !p.from().isAfter(at))
                    .reduce((a, b) -> b)
                    .or(() -> site.prices().stream().findFirst());
            double value = slots.stream()
                    .filter(slot -> !slot.from().isAfter(at))
                    .reduce((a, b) -> b)
                    .orElseThrow()
                    .kw();
            points.add(
                    export
                            ? new PricePoint(
                                    at, known.map(PricePoint::importEurPerKwh).orElse(0.0), value)
                            : new PricePoint(
                                    at,
                                    value,
                                    known.map(PricePoint::exportEurPerKwh).orElse(0.0)));
        }
        Site next = site.withPrices(points);
        if (!next.equals(site)) {
            grid.site(next);
        }
    }

    private void report(Map<String, JsonNode> events, List<String> notes) throws InterruptedException {
        String prefix = connection.operator() + ":" + EventSignals.PREFIX;
        for (Map.Entry<String, JsonNode> event : events.entrySet()) {
            List<RequestRecord> requests = grid.requests().all().stream()
                    .filter(r -> r.key().startsWith(prefix))
                    .filter(r -> EventSignals.isOf(r.asked().id().id(), event.getKey()))
                    .toList();
            try {
                reports.send(event.getKey(), event.getValue(), requests, notes);
            } catch (Trouble trouble) {
                notes.add("A report was not taken and is sent again: " + trouble.sentence());
            }
        }
    }

    /** Notifications are hints: without them polling finds the same, later. */
    private void subscribe(List<String> notes) throws InterruptedException {
        if (subscribed || connection.callbackUrl().isEmpty()) {
            return;
        }
        try {
            Subscription.ensure(connection, vtn);
            subscribed = true;
        } catch (Trouble trouble) {
            notes.add("There are no notifications, events are read by polling alone: " + trouble.sentence());
        }
    }
}
