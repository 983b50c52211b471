package io.neiqin.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.file.type.FileType;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the descriptions and defaults of the project's own files, as orders-service has them. */
class StartCheckTest {

    private final OrdersStart start = new OrdersStart();
    private final Map<String, String> environment = start.environment;
    private final Map<String, String> options = start.options;

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
        assertThat(new Report(Locale.CHINESE).refusal(OrdersStart.ORDERS, faults()))
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
                "neiqin.assignment.kind.order-entry.factor.time; quick",
                "neiqin.assignment.kind.order-entry.strategy; BEST",
                "neiqin.assignment.kind.order-entry.skill; BOSS",
                "neiqin.verification.entity.order.rate; 100.01",
                "neiqin.verification.entity.order.rate; 33.333",
                "neiqin.order.limit.CNY; -1",
                "neiqin.attachment.types; pdf,exe",
                "neiqin.attachment.types; pdf,",
                "neiqin.attachment.size; 99999999999G",
                "neiqin.attachment.size; 2T",
                "neiqin.http.body-size; 0",
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
                "neiqin.attachment.types; 'PDF, png'",
                "neiqin.attachment.size; 1g",
                "neiqin.company.english.name; ''",
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
        environment.put("NEIQIN_QUOTATION_VALID_DAYS", "");
        environment.put("NEIQIN_NUMBER_ORDER", "");
        environment.put("NEIQIN_KAFKA", "");
        environment.put("NEIQIN_MACHINE_SECRET", "");
        environment.put("NEIQIN_APPROVAL_OTHERWISE", "");
        assertThat(lines())
                .containsExactlyInAnyOrder(
                        "neiqin.quotation.valid-days is empty. For its default leave out NEIQIN_QUOTATION_VALID_DAYS,"
                                + " else set it. Expected: a whole number, from 1 to 3650, as 30.",
                        "neiqin.number.order is empty. For its default leave out NEIQIN_NUMBER_ORDER, else set it."
                                + " Expected: a form with one group of # for the digits and at most one date pattern in"
                                + " brackets, as SO[yyyyMMdd]-######.",
                        "neiqin.kafka is missing. Expected: host:port, or several with commas between them,"
                                + " as kafka-1:9092,kafka-2:9092. Set NEIQIN_KAFKA.");
    }

    @Test
    void typesOfAttachments_areAllThatCanBeTold() {
        List<String> types = Stream.of(FileType.values())
                .map(type -> type.name().toLowerCase(Locale.ROOT))
                .toList();
        assertThat(SettingsFiles.ofProject()
                        .describing(OrdersStart.ORDERS, "neiqin.attachment.types")
                        .orElseThrow()
                        .expected()
                        .choices())
                .containsExactlyElementsOf(types);
        options.put("neiqin.attachment.types", "exe");
        assertThat(lines()).singleElement().asString().contains("Expected: some of pdf, jpeg, ", ", txt, with commas");
    }

    @Test
    void folderForFiles_isMade(@TempDir Path folder) throws IOException {
        options.put("neiqin.files.folder", folder.resolve("a/b").toString());
        assertThat(lines()).isEmpty();
        assertThat(folder.resolve("a/b").resolve(OrdersStart.ORDERS)).isEmptyDirectory();
    }

    @Test
    void folderForFiles_thatCannotBeMade_isRefused_whereFilesAreKeptThere(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        options.put("neiqin.files.folder", file.toString());
        assertThat(lines())
                .containsExactly(
                        "neiqin.files.folder cannot be \"" + file + "\": " + file + "/orders cannot be made, or"
                                + " not be written in. Expected: the path of a folder, as /var/lib/neiqin/files. Set"
                                + " NEIQIN_FILES_FOLDER.");
        options.put("neiqin.files.store", "s3");
        options.put("neiqin.files.s3.bucket", "files");
        assertThat(lines()).isEmpty();
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

    @ParameterizedTest
    @CsvSource({"LANG,zh_CN.UTF-8,未启动", "LC_ALL,C,does not start", "LANG,,does not start"})
    void language_isThatOfTheEnvironment(String variable, String value, String words) {
        Map<String, String> shell = value == null ? Map.of() : Map.of(variable, value);
        assertThat(Report.of(shell).refusal(OrdersStart.ORDERS, List.of()).get(0))
                .contains(words);
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
        return start.lines();
    }

    private List<Fault> faults() {
        return start.faults();
    }
}
