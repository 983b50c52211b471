package io.neiqin.orders.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.orders.order.OrderStatus;
import io.neiqin.orders.order.PriceBasis;
import io.neiqin.platform.problem.Problem;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is printed, page by page, without a running service. */
class DocumentTest {

    static final Instant PRINTED_AT = Instant.parse("2026-11-26T08:05:00Z");
    static final String PRINTED_BY = "陈敏 (E001)";
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
    private static final LocalDate VALID_UNTIL = LocalDate.of(2026, 12, 26);
    private static final Pattern TAG = Pattern.compile("<[!/]?([a-zA-Z0-9]+)([^>]*)>");

    private static final Sheet SHEET = new Sheet(template(), company(), ZoneId.of("Asia/Shanghai"));

    @Test
    @DisplayName("an order is printed in Chinese, and in English")
    void prints_anOrder() {
        PrintedDocument order = OrderPrint.order(SampleOrder.small().view());
        Golden.check("order-zh", page(order, Wording.CHINESE));
        Golden.check("order-en", page(order, Wording.ENGLISH));
    }

    @Test
    @DisplayName("a long order repeats its head on each page, and says when each line is delivered where they differ")
    void prints_manyLines() {
        Golden.check(
                "order-of-60-lines", page(OrderPrint.order(SampleOrder.large().view()), Wording.CHINESE));
    }

    @Test
    @Tag("ORD-16")
    @DisplayName("a quotation has its own title, the day until which it is valid, and no mark of a draft")
    void prints_aQuotation() {
        var draft = SampleOrder.small().in(OrderStatus.DRAFT).view();
        Golden.check("quotation-zh", page(OrderPrint.quotation(draft, TODAY, VALID_UNTIL), Wording.CHINESE));
    }

    @Test
    @DisplayName("a cancelled order is void")
    void marks_whatIsNoMore() {
        var cancelled = SampleOrder.small().in(OrderStatus.CANCELLED).view();
        Golden.check("order-cancelled", page(OrderPrint.order(cancelled), Wording.CHINESE));
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("whatever somebody types stays a text")
    void escapes_whatPeopleType() {
        String page = page(OrderPrint.order(SampleOrder.hostile().view()), Wording.CHINESE);
        Golden.check("order-of-hostile-texts", page);
        // The golden file could have been renewed without a look: nothing in it is a tag that the template has not.
        String good = page(OrderPrint.order(SampleOrder.small().view()), Wording.CHINESE);
        assertThat(tags(page)).isSubsetOf(tags(good));
        assertThat(page).doesNotContain("<script", "<img", "javascript:alert(1)>规格<");
    }

    @Test
    @DisplayName("a page asks for nothing from elsewhere and runs nothing")
    void needs_nothingElse() {
        String page = page(OrderPrint.order(SampleOrder.small().view()), Wording.CHINESE);
        assertThat(page)
                .doesNotContainPattern("(?i)<script|<link|<img|<iframe|@import|url\\(|https?:|\\son\\w+=|style=");
    }

    @Test
    @DisplayName("an order in dollars says so in figures and in words, and nowhere 人民币")
    void names_anotherCurrency() {
        String page = page(OrderPrint.order(SampleOrder.small().in("USD").view()), Wording.CHINESE);
        assertThat(page).contains("USD 10,868.97", "美元壹万零捌佰陆拾捌元玖角柒分").doesNotContain("人民币", "¥");
    }

    @Test
    @DisplayName("what an upright sheet has no room for is printed across")
    void turnsTheSheet_forManyColumns() {
        assertThat(page(OrderPrint.order(SampleOrder.large().view()), Wording.CHINESE))
                .contains("size: A4;");
        assertThat(page(OrderPrint.order(SampleOrder.large("0.05").view()), Wording.CHINESE))
                .contains("size: A4 landscape;", "colspan=\"12\"", "折扣率", "交货日期");
    }

    @Test
    @DisplayName("the page says whether its unit prices contain the tax")
    void says_thePriceBasis() {
        SampleOrder order = SampleOrder.small();
        assertThat(page(OrderPrint.order(order.view()), Wording.CHINESE)).contains("单价</span>不含税<");
        assertThat(page(OrderPrint.order(order.on(PriceBasis.TAX_INCLUSIVE).view()), Wording.CHINESE))
                .contains("单价</span>含税<");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("only what is confirmed is printed without a mark")
    void marks_whatIsNotConfirmed(OrderStatus status) {
        PrintedDocument.Mark expected = switch (status) {
            case CONFIRMED, COMPLETED -> null;
            case CANCELLED -> PrintedDocument.Mark.VOID;
            default -> PrintedDocument.Mark.DRAFT;
        };
        assertThat(OrderPrint.order(SampleOrder.small().in(status).view()).mark())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @Tag("ORD-16")
    @EnumSource(names = {"CONFIRMED", "COMPLETED", "CANCELLED"})
    @DisplayName("what is agreed, or cancelled, is no offer any more")
    void refuses_aLateQuotation(OrderStatus status) {
        var order = SampleOrder.small().in(status).view();
        assertThatThrownBy(() -> OrderPrint.quotation(order, TODAY, VALID_UNTIL))
                .isInstanceOfSatisfying(Problem.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(409);
                    assertThat(refusal.code()).isEqualTo("quotation-too-late");
                });
    }

    @ParameterizedTest
    @Tag("ORD-16")
    @EnumSource(
            names = {"CONFIRMED", "COMPLETED", "CANCELLED"},
            mode = Mode.EXCLUDE)
    @DisplayName("what is not agreed yet can be offered, today at the earliest")
    void offers_whatIsNotAgreed(OrderStatus status) {
        var order = SampleOrder.small().in(status).view();
        assertThat(OrderPrint.quotation(order, TODAY, TODAY).mark()).isNull();
        assertThatThrownBy(() -> OrderPrint.quotation(order, TODAY, TODAY.minusDays(1)))
                .isInstanceOfSatisfying(
                        Problem.class, refusal -> assertThat(refusal.code()).isEqualTo("quotation-expired"));
    }

    private String page(PrintedDocument document, Wording wording) {
        return SHEET.html(document, wording, PRINTED_BY, PRINTED_AT);
    }

    private static Set<String> tags(String page) {
        return TAG.matcher(page).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    /** As Quarkus makes it of the same file. */
    private static Template template() {
        try (var file = DocumentTest.class.getResourceAsStream("/templates/document.html")) {
            return Engine.builder()
                    .addDefaults()
                    .addValueResolver(new ReflectionValueResolver())
                    .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
                    .build()
                    .parse(
                            new String(file.readAllBytes(), StandardCharsets.UTF_8),
                            Variant.forContentType(Variant.TEXT_HTML));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Company company() {
        return new Company() {
            @Override
            public String name() {
                return "启衡流体设备（南京）有限公司";
            }

            @Override
            public Optional<String> address() {
                return Optional.of("江苏省南京市江宁区示范路 1 号");
            }

            @Override
            public Optional<String> phone() {
                return Optional.of("025-80000001");
            }

            @Override
            public Optional<String> taxId() {
                return Optional.of("91320115MAD9000014");
            }

            @Override
            public Optional<String> bank() {
                return Optional.of("示范银行南京江宁支行");
            }

            @Override
            public Optional<String> bankAccount() {
                return Optional.of("0000 0000 0000 0000 001");
            }

            @Override
            public English english() {
                return new English() {
                    @Override
                    public Optional<String> name() {
                        return Optional.of("Qiheng Fluid Equipment (Nanjing) Co., Ltd.");
                    }

                    @Override
                    public Optional<String> address() {
                        return Optional.of("1 Shifan Road, Jiangning District, Nanjing, Jiangsu, China");
                    }

                    @Override
                    public Optional<String> bank() {
                        return Optional.empty();
                    }
                };
            }
        };
    }
}
