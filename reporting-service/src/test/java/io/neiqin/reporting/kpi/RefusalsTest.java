package io.neiqin.reporting.kpi;

import static io.neiqin.reporting.Reporting.STATISTICIAN;
import static io.neiqin.reporting.Reporting.STOREKEEPER;
import static io.neiqin.testkit.http.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.reporting.Ledger;
import io.neiqin.reporting.Reporting;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be answered is refused in the reader's language, and nothing changes. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class RefusalsTest {

    @Inject
    DataSource database;

    private Reporting reporting;
    private List<String> before;

    @BeforeEach
    void ready() {
        reporting = Reporting.ready();
        before = new Ledger(database).everything();
    }

    @AfterEach
    void nothingChanged() {
        assertThat(new Ledger(database).everything()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "/MOOD?period=2026,                                         404, not-found,            nothing with the id MOOD, MOOD",
        "/MOOD/explain?period=2026,                                 404, not-found,            nothing with the id MOOD, MOOD",
        "/SALES_AMOUNT,                                             400, period-missing,       Send a period,          请指定期间",
        "/SALES_AMOUNT/explain?currency=CNY,                        400, period-missing,       Send a period,          请指定期间",
        "/SALES_AMOUNT?period=2026-13,                              400, period-invalid,       2026-13 is none,        2026-13 不是",
        "/SALES_AMOUNT/explain?period=2026-W54&currency=CNY,        400, period-invalid,       2026-W54 is none,       2026-W54 不是",
        "/SALES_AMOUNT?period=2026&period=2027,                     400, parameter-repeated,   once only,              只能出现一次",
        "/SALES_AMOUNT?period=2026&grain=hour,                      400, grain-invalid,        not hour,               而非 hour",
        "/SALES_AMOUNT/explain?period=2026&currency=CNY&grain=month, 400, one-cell-only,       instead of grain,       不要使用 grain",
        "/SALES_AMOUNT/explain?period=2026&currency=CNY&by=product, 400, one-cell-only,        instead of by,          不要使用 by",
        "/SALES_AMOUNT?period=2026&by=colour,                       400, dimension-invalid,    no dimension colour,    没有维度 colour",
        "'/SALES_AMOUNT?period=2026&by=region,region',              400, dimension-repeated,   region is named twice,  region 重复",
        "/SALES_AMOUNT?period=2026&colour=red,                      400, parameter-unknown,    no parameter colour,    没有参数 colour",
        "/SALES_AMOUNT/explain?period=2026&currency=CNY&colour=red, 400, parameter-unknown,    no parameter colour,    没有参数 colour",
        "/SALES_AMOUNT?period=2026&currency=CNY,                    400, parameter-unknown,    no parameter currency,  没有参数 currency",
        "/ORDER_COUNT/explain?period=2026&currency=CNY,             400, parameter-unknown,    no parameter currency,  没有参数 currency",
        "/ORDER_COUNT/explain?period=2026&unit=LINE,                400, parameter-unknown,    no parameter unit,      没有参数 unit",
        "/ON_TIME_DELIVERY?period=2026&unit=BOX,                    400, variant-invalid,      not BOX,                而非 BOX",
        "/ON_TIME_DELIVERY/explain?period=2026&date=SOMEDAY,        400, variant-invalid,      not SOMEDAY,            而非 SOMEDAY",
        "/SALES_AMOUNT/explain?period=2026,                         400, currency-missing,     send the row's currency, 请指定该行的币种",
        "/SALES_AMOUNT/explain?period=2026&currency=yuan,           400, currency-invalid,     yuan is none,           yuan 不是",
        "/SALES_AMOUNT/explain?period=2026&currency=CNY&currency=EUR, 400, parameter-repeated, once only,              只能出现一次",
        "/SALES_AMOUNT?period=2026&min=abc,                         400, min-invalid,          abc is not,             abc 不是",
        "/ORDER_COUNT/explain?period=2026&min=abc,                  400, min-invalid,          abc is not,             abc 不是",
        "/ORDER_COUNT/explain?period=2026&limit=0,                  400, limit-invalid,        between 1 and 200,      1",
        "/ORDER_COUNT/explain?period=2026&limit=201,                400, limit-invalid,        between 1 and 200,      200",
        "/ORDER_COUNT/explain?period=2026&limit=ten,                400, parameter-unreadable, cannot be read,         参数",
        "/ORDER_COUNT/explain?period=2026&cursor=abc,               400, cursor-invalid,       not one that a list,    游标",
        "/ORDER_COUNT/explain?period=2026&category=%00,             400, character-invalid,    U+0000,                 U+0000",
    })
    void badQuestion_isRefused(String question, int status, String code, String english, String chinese) {
        for (String language : List.of("en", "zh-CN")) {
            var answer = reporting.api.as(STATISTICIAN).language(language).get("/api/reporting/kpis" + question);
            assertProblem(answer, status, code);
            assertThat(answer.<String>path("detail")).contains(language.equals("en") ? english : chinese);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1/2",
                "x/%s/2026-01-01/1/00000000-0000-7000-8000-000000000000/ORDER_COUNT/0",
                "1/%s/2026-02-30/1/00000000-0000-7000-8000-000000000000/ORDER_COUNT/0",
                "1/%s/+99999-01-01/1/00000000-0000-7000-8000-000000000000/ORDER_COUNT/0",
                "1/%s/2026-01-01/99999999999999999999/00000000-0000-7000-8000-000000000000/ORDER_COUNT/0",
                "1/%s/2026-01-01/1/0000000000000000000000000000000-----/ORDER_COUNT/0",
                "1/%s/2026-01-01/1/00000000-0000-7000-8000-000000000000/ORDER_COUNT/\u0000",
                "1/%s/2026-01-01/1/00000000-0000-7000-8000-000000000000/ORDER_COUNT/0/1",
            })
    void madeUpCursor_isRefused(String text) {
        String cursor = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("~" + text).substring(1).getBytes(StandardCharsets.UTF_8));
        String question = "/ORDER_COUNT/explain?period=2026&cursor=" + (cursor.isEmpty() ? "_" : cursor);
        assertProblem(reporting.ask(STATISTICIAN, question), 400, "cursor-invalid");
    }

    @Test
    void strangers_areRefused() {
        Api api = reporting.api;
        for (String path : List.of("", "/SALES_VOLUME?period=2026", "/SALES_VOLUME/explain?period=2026")) {
            for (String language : List.of("en", "zh-CN")) {
                Api nobody = api.anonymous().language(language);
                assertProblem(nobody.get("/api/reporting/kpis" + path), 401, "token-missing");
            }
            assertProblem(reporting.ask(STOREKEEPER, path), 403, "role-missing");
            assertProblem(reporting.ask("E404", path), 403, "unknown-employee");
            assertProblem(api.bearer("no.token.atall").get("/api/reporting/kpis" + path), 401, "token-invalid");
        }
    }

    @Test
    @Tag("RPT-10")
    @DisplayName("a machine account reads no figures, hired or not")
    void figures_areForPeople() {
        for (String path : List.of("", "/SALES_AMOUNT?period=2026", "/SALES_AMOUNT/explain?period=2026-01")) {
            assertProblem(
                    reporting.api.as("neiqin-somebody", "SYSTEM").get("/api/reporting/kpis" + path),
                    403,
                    "role-missing");
        }
    }
}
