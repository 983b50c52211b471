package io.neiqin.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the descriptions and defaults of the project's own files, as orders-service has them. */
class StartCheckTest {

    private static final String ORDERS = "orders";

    /** What has no default. */
    private static final Map<String, String> PLACE = Map.of(
            "NEIQIN_DB_HOST", "db.example.com",
            "NEIQIN_DB_PASSWORD", "secret",
            "NEIQIN_KAFKA", "kafka-1:9092,kafka-2:9092",
            "NEIQIN_OIDC_URL", "https://id.example.com/realms/neiqin");

    private static final SettingsFiles FILES = SettingsFiles.ofProject();

    private final Map<String, String> environment = new HashMap<>(PLACE);
    private final Map<String, String> options = new HashMap<>();

    @Test
    void whatIsShipped_lacksOnlyWhatDiffersInEveryPlace() {
        assertThat(lines()).isEmpty();
        environment.clear();
        assertThat(faults())
                .allMatch(fault -> fault.sentence().equals("missing"))
                .extracting(Fault::name)
                .containsExactlyInAnyOrder("neiqin.db.host", "neiqin.db.password", "neiqin.kafka", "neiqin.oidc.url");
    }

    @Test
    void everyFault_isTold_inWordsOfItsOwn() {
        environment.remove("NEIQIN_KAFKA");
        environment.put("NEIQIN_DB_PORT", "54x");
        environment.put("NEIQIN_ORDER_LIMIT_CNY", "0");
        assertThat(lines())
                .containsExactlyInAnyOrder(
                        "neiqin.kafka is missing. Expected: host:port, or several with commas between them,"
                                + " as kafka-1:9092,kafka-2:9092. Set NEIQIN_KAFKA.",
                        "neiqin.db.port cannot be \"54x\". Expected: a port from 1 to 65535, as 5432. Set"
                                + " NEIQIN_DB_PORT.",
                        "neiqin.order.limit.CNY cannot be \"0\". Expected: an amount, as a decimal number, 0.01 or"
                                + " more, as 500000. Set NEIQIN_ORDER_LIMIT_CNY.");
        assertThat(new Report(Locale.CHINESE).refusal(ORDERS, faults()))
                .startsWith("orders 未启动：有 3 项配置需要更正。")
                .contains("  缺少 neiqin.kafka。应为：主机:端口，多个以逗号分隔，例如 kafka-1:9092,kafka-2:9092。请设置 NEIQIN_KAFKA。");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "neiqin.db.host; http://db",
                "neiqin.db.host; db:5432",
                "neiqin.db.port; 0",
                "neiqin.db.port; 65536",
                "neiqin.kafka; localhost",
                "neiqin.kafka; kafka:9092,,other:9092",
                "neiqin.oidc.url; id.example.com/realms/neiqin",
                "neiqin.oidc.url; ftp://id.example.com",
                "neiqin.oidc.url; https://",
                "neiqin.feed.url.orders; orders:8080",
                "neiqin.zone; China",
                "neiqin.db.patience; soon",
                "neiqin.db.patience; -1s",
                "neiqin.db.patience; 10m",
                "neiqin.db.idle-in-transaction; PT15S",
                "neiqin.relay.batch; 0",
                "neiqin.relay.batch; 10.5",
                "neiqin.relay.batch; 99999999999",
                "quarkus.datasource.reactive.max-size; 0",
                "quarkus.log.level; LOUD",
                "neiqin.swagger.ui; yes",
                "neiqin.history.seal-every; never",
                "neiqin.deadline.openings; 09:00-12:00,11:00-18:00",
                "neiqin.deadline.openings; 9 to 5",
                "neiqin.deadline.kind.order-clarification.measure; DAYS",
                "neiqin.deadline.kind.order-clarification.allowed; 2 days",
                "neiqin.deadline.kind.order-clarification.escalate-after; 1d,later",
                "neiqin.approval.otherwise; role:BOSS",
                "neiqin.approval.otherwise; superior:0",
                "neiqin.approval.kind.order-over-limit.steps[1].nodes[0].approvers; anybody",
                "neiqin.approval.kind.order-over-limit.steps[1].nodes[0].mode; MOST",
                "neiqin.approval.kind.order-over-limit.steps[1].nodes[0].percent; 101",
                "neiqin.approval.kind.order-over-limit.copies; head,role:NOBODY",
                "neiqin.assignment.kind.order-entry.role; SYSTEM",
                "neiqin.assignment.kind.order-entry.factor.load; -1",
                "neiqin.verification.entity.order.rate; 100.01",
                "neiqin.verification.entity.order.rate; 33.333",
                "neiqin.order.limit.CNY; -1",
                "neiqin.number.order; SO",
                "neiqin.number.order; #SO#",
                "neiqin.number.order; SO[nonsense]##",
            })
    void wrongValue_isRefused(String name, String value) {
        options.put(name, value);
        assertThat(faults()).singleElement().satisfies(fault -> {
            assertThat(fault.name()).isEqualTo(name);
            assertThat(new Report(Locale.ENGLISH).line(fault))
                    .startsWith(name + " cannot be \"" + value + "\". Expected: ")
                    .endsWith(" Set " + Setting.environment(name) + ".");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "neiqin.db.host; ::1",
                "neiqin.db.host; 10.0.0.7",
                "neiqin.kafka; [::1]:9092",
                "neiqin.oidc.url; http://127.0.0.1:8080/auth/realms/neiqin",
                "neiqin.zone; +08:10",
                "neiqin.history.seal-every; off",
                "neiqin.deadline.every; 1s",
                "neiqin.db.patience; 1500ms",
                "neiqin.approval.otherwise; person:E007",
                "neiqin.approval.otherwise; head",
                "neiqin.feed.url.orders; ''",
                "neiqin.order.limit.JPY; 10000000",
                "neiqin.number.order; SO##"
            })
    void rightValue_isTaken(String name, String value) {
        options.put(name, value);
        assertThat(lines()).isEmpty();
    }

    @Test
    void kindThatIsBegun_hasToBeComplete() {
        options.put("neiqin.approval.kind.order-cancelled.copies", "head");
        options.put("neiqin.deadline.kind.delivery.allowed", "2d");
        assertThat(faults())
                .allMatch(fault -> fault.sentence().equals("missing"))
                .extracting(Fault::name)
                .containsExactlyInAnyOrder(
                        "neiqin.approval.kind.order-cancelled.steps[0].nodes[0].name",
                        "neiqin.approval.kind.order-cancelled.steps[0].nodes[0].approvers",
                        "neiqin.deadline.kind.delivery.measure");
    }

    @Test
    void warningThatComesTooEarly_isRefused() {
        environment.put("NEIQIN_DEADLINE_KIND_ORDER_CLARIFICATION_WARN_BEFORE", "2d");
        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith(
                        "neiqin.deadline.kind.order-clarification.warn-before cannot be \"2d\": it has to be less than"
                                + " neiqin.deadline.kind.order-clarification.allowed, which is \"2d\".");
    }

    @Test
    void emptyValue_isRefused_whereSomethingHasToBe() {
        environment.put("NEIQIN_RELAY_BATCH", "");
        environment.put("NEIQIN_NUMBER_ORDER", "");
        environment.put("NEIQIN_MACHINE_SECRET", "");
        assertThat(faults())
                .allMatch(fault -> fault.sentence().equals("missing"))
                .extracting(Fault::name)
                .containsExactlyInAnyOrder("neiqin.relay.batch", "neiqin.number.order");
    }

    @Test
    void valueThatRefersToNothing_isRefused() {
        options.put("neiqin.db.name", "${nowhere}");
        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("neiqin.db.name refers to something that is not set.");
    }

    @Test
    void secret_isNeverShown() {
        String secret = "pass-${nowhere}";
        environment.put("NEIQIN_DB_PASSWORD", secret);
        assertThat(lines())
                .singleElement()
                .asString()
                .contains("NEIQIN_DB_PASSWORD")
                .doesNotContain("pass-");
    }

    @Test
    void secretThatIsWrong_isNotShownEither() {
        assertThat(lines("# A number. [whole number, secret]\n#neiqin.pin=", Map.of("NEIQIN_PIN", "0000x")))
                .containsExactly(
                        "neiqin.pin is wrong (its value is not shown). Expected: a whole number. Set NEIQIN_PIN.");
    }

    @Test
    void settingThatAnotherOneNeeds_isMissed() {
        String described = """
            # Where. [one of folder | s3]
            #neiqin.store=
            # Which. [name, required with neiqin.store=s3]
            #neiqin.bucket=
            # Who. [name]
            #neiqin.key=
            # His word. [text, required with neiqin.key, secret]
            #neiqin.word=
            """;
        assertThat(lines(described, Map.of("NEIQIN_STORE", "folder"))).isEmpty();
        assertThat(lines(described, Map.of("NEIQIN_STORE", "s3", "NEIQIN_KEY", "me")))
                .containsExactly(
                        "neiqin.bucket is missing. Expected: a name of letters, digits, hyphens and underscores."
                                + " Set NEIQIN_BUCKET.",
                        "neiqin.word is missing. Expected: a text. Set NEIQIN_WORD.");
    }

    @Test
    void clock_isSteeredByNobody_inProd() {
        environment.put("NEIQIN_CLOCK_FILE", "/tmp/clock");
        assertThat(lines()).singleElement().asString().startsWith("neiqin.clock.file is for tests and the local run");
        environment.put("QUARKUS_PROFILE", "local");
        assertThat(lines()).isEmpty();
    }

    @Test
    void nameInAnOptionOrAFile_thatIsNoSetting_isRefused() {
        options.put("neiqin.relay.bach", "5");
        options.put("%prod.neiqin.colour", "red");
        assertThat(lines())
                .containsExactlyInAnyOrder(
                        "neiqin.relay.bach is no setting of this service. Is neiqin.relay.batch meant?",
                        "neiqin.colour is no setting of this service.");
    }

    @Test
    void variable_isRefusedWhereItIsASlip_andElseToldAndIgnored() {
        environment.put("NEIQIN_RELAY_BACH", "5");
        environment.put("NEIQIN_IMPORT_SECRET", "another program's");
        environment.put("NEIQIN_ORDERS_PORT_8080_TCP_ADDR", "10.0.0.1");
        assertThat(lines())
                .containsExactly("NEIQIN_RELAY_BACH is no setting of this service. Is NEIQIN_RELAY_BATCH meant?");
        assertThat(check().warnings())
                .extracting(new Report(Locale.ENGLISH)::line)
                .containsExactly(
                        "The environment variable NEIQIN_IMPORT_SECRET is no setting of this service; it is ignored.");
    }

    @ParameterizedTest
    @CsvSource({"LANG,zh_CN.UTF-8,未启动", "LC_ALL,C,does not start", "LANG,,does not start"})
    void language_isThatOfTheEnvironment(String variable, String value, String words) {
        Map<String, String> shell = value == null ? Map.of() : Map.of(variable, value);
        assertThat(Report.of(shell).refusal(ORDERS, List.of()).get(0)).contains(words);
    }

    private static List<String> lines(String described, Map<String, String> environment) {
        var config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(environment, 300))
                .build();
        List<Setting> settings = Description.of(described).settings();
        return new StartCheck(settings, config, environment)
                .faults().stream().map(new Report(Locale.ENGLISH)::line).toList();
    }

    private List<String> lines() {
        return faults().stream().map(new Report(Locale.ENGLISH)::line).toList();
    }

    private List<Fault> faults() {
        return check().faults();
    }

    private StartCheck check() {
        Description platform = FILES.platform();
        Description orders = FILES.services().get(ORDERS);
        var config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withProfile(environment.getOrDefault("QUARKUS_PROFILE", "prod"))
                .withSources(
                        new PropertiesConfigSource(platform.values(), "platform", 100),
                        new PropertiesConfigSource(orders.values(), "orders", 250),
                        new EnvConfigSource(environment, 300),
                        new PropertiesConfigSource(options, "options", 400))
                .build();
        List<Setting> settings = Stream.of(platform, orders)
                .flatMap(file -> file.settings().stream())
                .toList();
        return new StartCheck(settings, config, environment);
    }
}
