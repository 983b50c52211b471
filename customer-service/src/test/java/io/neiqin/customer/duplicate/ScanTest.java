package io.neiqin.customer.duplicate;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.COLLEAGUE;
import static io.neiqin.customer.CustomerApi.CUSTOMERS;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.CustomerApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Imports;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Some thousands of customers, among them some that are there twice. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class ScanTest {

    private static final int COMPANIES = 2_400;
    private static final int TWINS = 300;
    private static final List<String> PLACES = List.of("上海", "北京", "苏州", "杭州", "南京", "宁波", "武汉", "成都");
    private static final List<String> TRADES = List.of(
            "精密机械", "机电设备", "自动化科技", "流体控制", "电子科技", "化工贸易", "建材", "新材料", "泵业", "阀门制造", "仪器仪表", "环保工程", "电气", "钢铁贸易",
            "物流", "食品机械");
    private static final String LETTERS = "鼎新华信恒瑞德兴嘉和盛达宏源瀚海博远智启明诚锐捷融通泰安康泽润丰隆昌裕凯旋凌云腾龙飞翔飞鹰金石天成九州万象四维合众创元永固长青紫光蓝天碧水"
            + "星辰日升月华风雷震宇坤乾景行立德至善求索格物致远沃尔森塔普利莱卡诺菲斯杰迈克威伦思拓领航先锋卓越非凡鸿运祥瑞佳美雅致";

    private final Random dice = new Random(20261127);
    private CustomerApi customers;
    private String source;

    @BeforeEach
    void ready() {
        customers = CustomerApi.ready();
        source = "scan-" + UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    @Tag("CUS-13")
    @Tag("DAT-6")
    @DisplayName("finds nearly all of those that are there twice, and little else; once")
    void scan_findsTheTwins() {
        Map<String, String> lines = new HashMap<>();
        Set<String> twins = plant(lines);
        StringBuilder file = new StringBuilder("customer_code,name,owner_no,contact,phone,accept_duplicate\n");
        lines.forEach((key, line) -> file.append(key).append(',').append(line).append('\n'));
        assertThat(new Imports(customers.api.as(CLERK), "/api/customer/imports")
                        .committed("customers", source, file.toString())
                        .<Integer>path("entered"))
                .isEqualTo(COMPANIES + TWINS);

        Scanning scanning = new Scanning(customers.api);
        Response done = scanning.scan();
        assertThat(done.<Integer>path("customers")).isGreaterThanOrEqualTo(COMPANIES + TWINS);
        Map<String, String> keys = keys();
        Set<String> found = new TreeSet<>();
        for (Map<String, Object> pair : scanning.candidates(CLERK, "")) {
            String first = keys.get(((Map<?, ?>) pair.get("first")).get("id"));
            String second = keys.get(((Map<?, ?>) pair.get("second")).get("id"));
            if (first != null && second != null) {
                found.add(pair(first, second));
            }
        }
        Set<String> right = new HashSet<>(found);
        right.retainAll(twins);
        double recall = (double) right.size() / twins.size();
        double precision = (double) right.size() / found.size();
        Logger.getLogger(ScanTest.class)
                .infof(
                        "twins %d, found %d of them and %d others: recall %.3f, precision %.3f; compared %s",
                        twins.size(), right.size(), found.size() - right.size(), recall, precision, done.path("pairs"));
        Set<String> missed = new TreeSet<>(twins);
        missed.removeAll(found);
        assertThat(recall).as("missed: %s", missed).isGreaterThan(0.95);
        assertThat(precision).isGreaterThan(0.8);

        assertThat(scanning.scan().<Integer>path("opened")).as("a second time").isZero();
        // A pair is for who sees both.
        assertThat(scanning.candidates(SELLER, "")).allSatisfy(pair -> {
            assertThat(((Map<?, ?>) pair.get("first")).get("ownerNo")).isEqualTo(SELLER);
            assertThat(((Map<?, ?>) pair.get("second")).get("ownerNo")).isEqualTo(SELLER);
        });
        assertThat(scanning.candidates(CLERK, "&ownerNo=" + COLLEAGUE + "&minScore=90"))
                .isNotEmpty()
                .allSatisfy(pair -> assertThat((Integer) pair.get("score")).isGreaterThanOrEqualTo(90))
                .allSatisfy(pair -> assertThat(pair.toString()).contains("ownerNo=" + COLLEAGUE));
    }

    /** @param lines by key; gets all companies, and another writing of some */
    private Set<String> plant(Map<String, String> lines) {
        Set<String> names = new HashSet<>();
        List<String[]> companies = new ArrayList<>();
        while (companies.size() < COMPANIES) {
            String[] parts = {
                PLACES.get(dice.nextInt(PLACES.size())), letter() + letter(), TRADES.get(dice.nextInt(TRADES.size()))
            };
            if (names.add(String.join("", parts))) {
                companies.add(parts);
            }
        }
        Set<String> twins = new HashSet<>();
        for (int i = 0; i < companies.size(); i++) {
            String[] parts = companies.get(i);
            String phone = "139" + String.format("%08d", i * 7 + 11);
            lines.put("K" + i, line(String.join("", parts) + "有限公司", phone));
            if (i < TWINS) {
                lines.put(
                        "T" + i,
                        line(otherwise(parts, i), i % 8 == 4 || i % 8 == 6 ? phone : "137" + String.format("%08d", i)));
                twins.add(pair("K" + i, "T" + i));
            }
        }
        return twins;
    }

    /** As another person would write it, or mistype it. */
    private String otherwise(String[] parts, int i) {
        String place = parts[0];
        String name = parts[1];
        String trade = parts[2];
        return switch (i % 8) {
            case 0 -> place + name + trade + "股份有限公司";
            case 1 -> place + "市" + name + trade + "有限责任公司";
            case 2 -> name + trade + "（" + place + "）有限公司";
            case 3 -> place + " " + name + "　" + trade;
            // A mistake in the trade name, and the same mobile.
            case 4 -> place + name.charAt(0) + letter() + trade + "有限公司";
            case 5 -> name + trade + "公司";
            // Another form of the trade, and the same mobile.
            case 6 -> place + name + trade + "实业有限公司";
            // A letter left out; of a short name only the phone would tell.
            default ->
                trade.length() < 4
                        ? place + name + trade + "集团"
                        : place + name + trade.substring(0, 2) + trade.substring(3) + "有限公司";
        };
    }

    private String letter() {
        return String.valueOf(LETTERS.charAt(dice.nextInt(LETTERS.length())));
    }

    private String line(String name, String phone) {
        String owner = List.of(SELLER, OTHER_SELLER, COLLEAGUE).get(dice.nextInt(3));
        return name + "," + owner + ",王小明," + phone + ",是";
    }

    private static String pair(String one, String other) {
        return one.compareTo(other) < 0 ? one + " " + other : other + " " + one;
    }

    private Map<String, String> keys() {
        Map<String, String> keys = new HashMap<>();
        String cursor = "";
        while (cursor != null) {
            Response page = assertStatus(
                    customers
                            .api
                            .as(CLERK)
                            .get(CUSTOMERS + "?limit=200&externalSystem=" + source + "&cursor=" + cursor),
                    200);
            List<Map<String, Object>> items = page.path("items");
            items.forEach(item ->
                    keys.put((String) item.get("id"), (String) ((Map<?, ?>) item.get("externalRef")).get("id")));
            cursor = page.path("nextCursor");
        }
        return keys;
    }
}
