package io.neiqin.local.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.local.api.AccessToken;
import io.neiqin.local.api.Api;
import io.neiqin.local.api.ScriptedServer;
import io.neiqin.local.api.ScriptedServer.Asked;
import io.neiqin.local.api.ScriptedServer.Reply;
import io.neiqin.local.history.ExplainedCells.Result;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that knows an amount of 9 × 0.10 per product and month, and 9 due of which 4 are on time. */
class ExplainedCellsTest {
    private static final int ITEMS = 9;
    private static final int WANTED = 20;

    private ScriptedServer server;
    private int products = 3;
    private String wrongAmount = "";
    private boolean losesOne;
    private boolean losesPart;
    private boolean endless;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer(this::reply);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Result check(long seed) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        AccessToken token = AccessToken.ofClient(http, server.uri(), "c", "s", Clock.systemUTC());
        return new ExplainedCells(new Api(http, server.uri(), token, millis -> {}), List.of("1996-07"), WANTED, seed)
                .check();
    }

    private Reply reply(Asked asked) {
        String path = asked.path();
        if (!path.startsWith("/api/reporting/kpis")) {
            return Reply.of(200, "{\"access_token\":\"t\",\"expires_in\":60}");
        }
        if (path.equals("/api/reporting/kpis")) {
            return Reply.of(200, """
                {"items":[{"code":"SALES_AMOUNT","variants":[]},
                 {"code":"ON_TIME","variants":[{"parameter":"unit","values":["LINE","ORDER"]}]}]}\
                """);
        }
        boolean ratio = path.contains("/ON_TIME");
        if (!path.contains("/explain")) {
            String rows = path.matches(".*by=product(&.*)?") ? rows(ratio, path.contains("ORDER")) : "";
            return Reply.of(200, "{\"rows\":[" + rows + "]}");
        }
        return Reply.of(
                200,
                path.contains("cursor=c7") && !endless ? page(ratio, 7, ITEMS, "null") : page(ratio, 0, 7, "\"c7\""));
    }

    private String rows(boolean ratio, boolean ofOrders) {
        String ratioOf = "ON_TIME/explain?unit=" + (ofOrders ? "ORDER" : "LINE");
        return IntStream.range(0, products)
                .mapToObj(product -> ratio
                        ? row(ratioOf, product, "\"due\":\"9\",\"onTime\":\"4\",\"value\":\"0.4444\"")
                        : row("SALES_AMOUNT/explain?unit=", product, "\"value\":\"" + amount(product) + "\""))
                .collect(Collectors.joining(","));
    }

    private String amount(int product) {
        return wrongAmount.equals("" + product) ? "0.91" : "0.90";
    }

    private static String row(String kpi, int product, String values) {
        return "{" + values + ",\"explain\":\"/api/reporting/kpis/" + kpi + "&product=" + product + "\"}";
    }

    private String page(boolean ratio, int from, int to, String cursor) {
        String items = IntStream.range(from, losesOne && to == ITEMS ? to - 1 : to)
                .boxed()
                .flatMap(i -> ratio ? ratioItems(i) : Stream.of("{\"value\":\"0.10\"}"))
                .collect(Collectors.joining(","));
        return "{\"total\":" + (ratio ? ITEMS + (losesPart ? 3 : 4) : ITEMS) + ",\"items\":[" + items
                + "],\"nextCursor\":" + cursor + "}";
    }

    private Stream<String> ratioItems(int i) {
        String due = "{\"part\":\"due\",\"value\":\"1\"}";
        return i < (losesPart ? 3 : 4) ? Stream.of(due, "{\"part\":\"onTime\",\"value\":\"1\"}") : Stream.of(due);
    }

    @Test
    void check_everythingAddsUp_saysSoWithTheSeed() throws Exception {
        Result result = check(42);

        assertThat(result.equal()).isTrue();
        assertThat(result.summary()).isEqualTo("9/9 explained cells re-add (seed 42)");
    }

    @Test
    void check_oneCentMore_namesTheCell() throws Exception {
        wrongAmount = "1";

        Result result = check(42);

        assertThat(result.equal()).isFalse();
        assertThat(result.differences())
                .containsExactly("/api/reporting/kpis/SALES_AMOUNT/explain?unit=&product=1:"
                        + " value is 0.91, its facts add up to 0.90");
        assertThat(result.summary()).isEqualTo("8/9 explained cells re-add (seed 42)");
    }

    @Test
    void check_anItemLost_isADifferenceOfEveryPart() throws Exception {
        losesOne = true;

        Result result = check(42);

        assertThat(result.summary()).startsWith("0/9 ");
        assertThat(result.differences())
                .anySatisfy(one ->
                        assertThat(one).endsWith("value is 0.90, its facts add up to 0.80; has 9 items, its pages 8"))
                .anySatisfy(
                        one -> assertThat(one).endsWith("due is 9, its facts add up to 8; has 13 items, its pages 12"));
    }

    @Test
    void check_pagesWithoutEnd_isADifference() throws Exception {
        endless = true;
        products = 1;

        assertThat(check(42).differences())
                .hasSize(3)
                .anySatisfy(one ->
                        assertThat(one).endsWith("value is 0.90, its facts add up to 1.40; has 9 items, its pages 14"));
    }

    @Test
    void check_numeratorWrong_isADifference_thoughTheDenominatorIsRight() throws Exception {
        losesPart = true;

        assertThat(check(42).differences())
                .hasSize(6)
                .allSatisfy(one -> assertThat(one).endsWith(": onTime is 4, its facts add up to 3"));
    }

    @Test
    void check_takesAsManyAsWanted_theSameForTheSameSeed() throws Exception {
        products = 40;
        check(7);
        var first = explained();
        check(7);
        var both = explained();

        assertThat(first).hasSize(2 * WANTED);
        assertThat(both.subList(2 * WANTED, 4 * WANTED)).isEqualTo(first);
        assertThat(first).doesNotHaveDuplicates();
    }

    private List<String> explained() {
        return server.log().stream()
                .map(Asked::path)
                .filter(path -> path.contains("/explain"))
                .toList();
    }
}
