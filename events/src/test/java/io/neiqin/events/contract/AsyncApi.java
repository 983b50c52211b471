package io.neiqin.events.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The AsyncAPI document of every event, made of the event records, their comments and the services' topics. */
final class AsyncApi {

    private static final String EACH = "neiqin.each";
    private static final int PARTITIONS = 12;
    private static final Map<String, String> HEADERS = new TreeMap<>(Map.ofEntries(
            Map.entry("ce_specversion", "CloudEvents, 1.0"),
            Map.entry("ce_id", "UUIDv7; the same event has it again when it is sent again"),
            Map.entry("ce_source", "the service, as /neiqin/orders"),
            Map.entry("ce_type", "the name of the message"),
            Map.entry("ce_time", "when it happened, RFC 3339 in UTC"),
            Map.entry("ce_subject", "the aggregate's id, also the key of the record"),
            Map.entry("ce_aggregateversion", "1, 2, 3, … per aggregate, without gaps"),
            Map.entry("ce_position", "1, 2, 3, … per service, without gaps"),
            Map.entry("ce_businessdate", "the day it counts for, in the company's zone; never derived again"),
            Map.entry("ce_actor", "the employee number of who did it"),
            Map.entry("ce_correlationid", "the request it began with"),
            Map.entry("ce_causationid", "the event or request that caused it"),
            Map.entry("ce_importbatch", "the batch, for imported history"),
            Map.entry("ce_traceparent", "W3C trace context")));
    private static final String[] ALWAYS = {
        "ce_specversion",
        "ce_id",
        "ce_source",
        "ce_type",
        "ce_time",
        "ce_subject",
        "ce_aggregateversion",
        "ce_position",
        "ce_businessdate",
        "ce_actor",
        "ce_correlationid"
    };

    private final ObjectMapper yaml = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();
    private final SourceComments comments = SourceComments.below(Path.of("src/main/java"));
    private final PayloadSchemas payloads = new PayloadSchemas(comments);
    private final Map<String, Class<? extends DomainEvent>> types = new TreeMap<>(EventTypes.all());

    /** As it is committed. */
    String text() {
        try {
            return yaml.writeValueAsString(document());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private ObjectNode document() {
        ObjectNode document = yaml.createObjectNode().put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Neiqin events")
                .put("version", "1")
                .put(
                        "description",
                        "Every event type, as CloudEvents 1.0 in binary mode on Kafka. Within a version only members are "
                                + "added: ignore what you do not know. What a version cannot say any more is a new type "
                                + "beside it.")
                .putArray("tags")
                .addObject()
                .put("name", "events");
        document.put("defaultContentType", "application/json");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        for (String topic : topics()) {
            channel(channels.putObject(topic), topic);
            operations
                    .putObject("send-" + topic)
                    .put("action", "send")
                    .put("description", "What is told on " + topic + "; the record's key is the aggregate's id")
                    .set("channel", ref("#/channels/" + topic));
        }
        ObjectNode components = document.putObject("components");
        ObjectNode messages = components.putObject("messages");
        types.forEach((name, type) -> messages.set(name, message(name, type)));
        ObjectNode schemas = components.putObject("schemas");
        schemas.set("CloudEventHeaders", headers());
        payloads.all().forEach(schemas::set);
        return document;
    }

    /** Those of the services that there are: what each service tells is told on all of them. */
    static TreeSet<String> topics() {
        TreeSet<String> topics = new TreeSet<>();
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (Path module : modules.toList()) {
                Path settings = module.resolve("src/main/resources/application.properties");
                if (module.getFileName().toString().endsWith("-service") && Files.exists(settings)) {
                    Properties read = new Properties();
                    read.load(Files.newBufferedReader(settings));
                    topics.add(read.getProperty("neiqin.topic"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        EventTypes.all().keySet().stream()
                .map(EventTypes::topicOf)
                .filter(topic -> !topic.equals(EACH))
                .forEach(topics::add);
        return topics;
    }

    private void channel(ObjectNode channel, String topic) {
        channel.put("address", topic);
        ObjectNode messages = channel.putObject("messages");
        for (String type : types.keySet()) {
            String teller = EventTypes.topicOf(type);
            if (teller.equals(topic) || teller.equals(EACH)) {
                messages.set(type.substring(teller.length() + 1), ref("#/components/messages/" + type));
            }
        }
        channel.putObject("bindings").putObject("kafka").put("topic", topic).put("partitions", PARTITIONS);
    }

    private ObjectNode message(String name, Class<? extends DomainEvent> type) {
        ObjectNode message = yaml.createObjectNode().put("name", name).put("title", type.getSimpleName());
        comments.of(type).ifPresent(text -> message.put("summary", text));
        if (EventTypes.topicOf(name).equals(EACH)) {
            message.put("description", "ce_type has the topic in the place of " + EACH + ".");
        }
        message.set("headers", ref("#/components/schemas/CloudEventHeaders"));
        message.set("payload", payloads.of(type));
        return message;
    }

    private ObjectNode headers() {
        ObjectNode headers = yaml.createObjectNode().put("type", "object");
        var required = headers.putArray("required");
        for (String name : ALWAYS) {
            required.add(name);
        }
        ObjectNode properties = headers.putObject("properties");
        HEADERS.forEach(
                (name, what) -> properties.putObject(name).put("type", "string").put("description", what));
        return headers;
    }

    private ObjectNode ref(String place) {
        return yaml.createObjectNode().put("$ref", place);
    }
}
