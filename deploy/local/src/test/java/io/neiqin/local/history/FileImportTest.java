package io.neiqin.local.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.local.Running;
import io.neiqin.local.Wording;
import io.neiqin.local.api.AccessToken;
import io.neiqin.local.api.Api;
import io.neiqin.local.api.ScriptedServer;
import io.neiqin.local.api.ScriptedServer.Asked;
import io.neiqin.local.api.ScriptedServer.Reply;
import io.neiqin.local.history.FileImport.Kind;
import io.neiqin.local.history.FileImport.Outcome;
import io.neiqin.local.history.FileImport.Sent;
import io.neiqin.local.history.Table.Row;
import io.neiqin.local.load.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers as a service's imports do. */
class FileImportTest {
    private static final Kind NOTES = new Kind("/api/orders/imports", "notes", List.of("code", "title"));
    private static final String ONE = "/api/orders/imports/batch-1";
    private static final String NOT_YET =
            "{\"items\":[{\"line\":2,\"column\":\"code\",\"code\":\"unknown-customer\",\"message\":\"?\"}]}";

    private final Row first = new Row("notes.csv", 7, Map.of(), "");
    private final Row second = new Row("notes.csv", 9, Map.of(), "");

    private ScriptedServer server;
    private FileImport imports;
    private String status = "VALIDATED";
    private String errors = "{\"items\":[],\"nextCursor\":null}";
    private String problem = "null";

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer(this::reply);
        HttpClient http = HttpClient.newHttpClient();
        AccessToken token = AccessToken.ofClient(http, server.uri(), "c", "s", Clock.systemUTC());
        Api api = new Api(http, server.uri(), token, millis -> {});
        Progress progress =
                new Progress(new PrintStream(new ByteArrayOutputStream()), false, new Wording(Locale.ENGLISH));
        imports = new FileImport(api, new Running(), progress, "crm");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Reply reply(Asked asked) {
        if (asked.path().endsWith("/token")) {
            return Reply.of(200, "{\"access_token\":\"t\",\"expires_in\":300}");
        }
        if (asked.path().startsWith(ONE + "/errors")) {
            return Reply.of(200, errors);
        }
        if (asked.path().endsWith("/validate")) {
            errors = "{\"items\":[],\"nextCursor\":null}";
        } else if (asked.path().endsWith("/commit")) {
            status = "COMMITTED";
        }
        String told = status.equals("COMMITTED") ? "{\"aggregateId\":\"note-2\",\"version\":7}" : "null";
        return Reply.of(
                200,
                "{\"id\":\"batch-1\",\"status\":\"" + status + "\",\"rows\":2,\"refused\":0,\"problem\":" + problem
                        + ",\"lastEvent\":" + told + "}");
    }

    private Outcome run() throws Exception {
        List<Sent> rows = List.of(
                new Sent(first, Arrays.asList("a", null)), new Sent(second, List.of("b", "two\nlines, \"quoted\"")));
        return imports.run(NOTES, rows, "checking", "notes");
    }

    private List<String> commands() {
        return server.log().stream()
                .filter(asked -> asked.method().equals("POST") && !asked.path().endsWith("/token"))
                .map(Asked::path)
                .toList();
    }

    @Test
    void run_sendsEachRowOnALineOfItsOwn_andCommitsWhatWasLookedThrough() throws Exception {
        Outcome outcome = run();

        assertThat(outcome.refused()).isEmpty();
        assertThat(outcome.lastEvents()).containsExactly(Map.entry("note-2", "7"));
        assertThat(commands())
                .containsExactly("/api/orders/imports?kind=notes&source=crm&fileName=notes.csv", ONE + "/commit");
        Asked upload = server.log().stream()
                .filter(asked -> asked.path().contains("kind=notes"))
                .findFirst()
                .orElseThrow();
        assertThat(upload.body()).isEqualTo("code,title\n\"a\",\n\"b\",\"two lines, \"\"quoted\"\"\"\n");
        assertThat(upload.header("Idempotency-key")).isNotNull();
    }

    @Test
    void run_tellsOfARefusedRow_whichOneOfTheSourceItWas() throws Exception {
        errors = "{\"items\":[{\"line\":3,\"column\":\"title\",\"code\":\"field.Size\",\"message\":\"Too long.\"}]}";

        Outcome outcome = run();

        assertThat(outcome.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.sent().of()).isSameAs(second);
            assertThat(refused.column()).isEqualTo("title");
            assertThat(refused.message()).isEqualTo("Too long.");
        });
    }

    /** What one service knows of another comes by events. */
    @Test
    void run_asksAgain_whereTheServiceHasNotHeardOfARecordYet() throws Exception {
        errors = NOT_YET;

        assertThat(run().refused()).isEmpty();
        assertThat(commands()).endsWith(ONE + "/validate", ONE + "/commit");
    }

    @Test
    void run_failsWithTheReason_whereTheFileCannotBeRead() {
        status = "FAILED";
        problem = "{\"code\":\"table-column-missing\",\"arguments\":[\"code\"]}";

        assertThatThrownBy(this::run).isInstanceOf(IOException.class).hasMessageContaining("table-column-missing");
        assertThat(commands()).doesNotContain(ONE + "/commit");
    }
}
