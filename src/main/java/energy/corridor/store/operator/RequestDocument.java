package energy.corridor.store.operator;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import energy.corridor.grid.delivery.DeliveryReport;
import energy.corridor.grid.request.Decision;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.RequestRecord;
import energy.corridor.grid.request.Slot;
import energy.corridor.grid.request.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A request without its history, as a document. Fields may be added later; unknown ones are passed over. */
record RequestDocument(
        GridSignal asked,
        Instant receivedAt,
        Optional<Instant> expires,
        Optional<RequestRecord.Channel> channel,
        Optional<Decision> decision,
        List<Slot> expected,
        Optional<DeliveryReport> delivery) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(GridSignal.class, SignalByName.class)
            .build();

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "signal")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = GridSignal.SiteLimit.class, name = "SiteLimit"),
        @JsonSubTypes.Type(value = GridSignal.Dispatch.class, name = "Dispatch"),
        @JsonSubTypes.Type(value = GridSignal.Band.class, name = "Band"),
        @JsonSubTypes.Type(value = GridSignal.Reserve.class, name = "Reserve"),
        @JsonSubTypes.Type(value = GridSignal.GridAlert.class, name = "GridAlert")
    })
    private interface SignalByName {}

    static String of(RequestRecord r) {
        try {
            return JSON.writeValueAsString(new RequestDocument(
                    r.asked(), r.receivedAt(), r.expires(), r.channel(), r.decision(), r.expected(), r.delivery()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Request %s cannot be written.".formatted(r.key()), e);
        }
    }

    static RequestRecord read(String document, List<Transition> history) {
        try {
            RequestDocument d = JSON.readValue(document, RequestDocument.class);
            return new RequestRecord(
                    d.asked(),
                    d.receivedAt(),
                    d.expires(),
                    d.channel(),
                    d.decision(),
                    d.expected(),
                    d.delivery(),
                    history);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored request cannot be read: " + document, e);
        }
    }
}
