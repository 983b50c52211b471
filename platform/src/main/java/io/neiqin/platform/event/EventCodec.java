package io.neiqin.platform.event;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventTypes;
import io.neiqin.platform.json.BoundedValues;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Events to JSON and back. Decimals are strings (no float loss anywhere), times ISO 8601, unknown fields are ignored so
 * that a producer may add some. An older version would be upcast here, and nowhere else.
 */
@ApplicationScoped
public class EventCodec {

    private final ObjectMapper json = newMapper();

    /** The mapper of all events; shared with tools that read the topics. */
    public static ObjectMapper newMapper() {
        ObjectMapper mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(new ParameterNamesModule())
                .addModule(new BoundedValues())
                .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        mapper.configOverride(BigDecimal.class).setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING));
        // The aggregate's id is in the record already, under its own name.
        mapper.addMixIn(DomainEvent.class, WithoutAggregateId.class);
        return mapper;
    }

    public ObjectMapper json() {
        return json;
    }

    /**
     * The event of a payload; empty for a type that nobody here knows.
     *
     * @throws IOException for a payload that is not such an event
     */
    public Optional<DomainEvent> decode(String type, byte[] payload) throws IOException {
        Optional<Class<? extends DomainEvent>> known = EventTypes.find(type);
        return known.isEmpty() ? Optional.empty() : Optional.of(json.readValue(payload, known.get()));
    }

    private interface WithoutAggregateId {
        @com.fasterxml.jackson.annotation.JsonIgnore
        java.util.UUID aggregateId();
    }
}
