package io.neiqin.orders.product;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.PRODUCTS;
import static io.neiqin.orders.OrderApi.WAREHOUSE;
import static io.neiqin.orders.OrderApi.newProduct;
import static io.neiqin.orders.OrderApi.with;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Products found by fragments of name, SKU and specification. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class ProductSearchTest {

    private OrderApi orders;

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
    }

    @Test
    @DisplayName(
            "a product is found by any fragment of name, SKU and specification; width, case and signs do not count")
    void list_findsByFragments() {
        product("ZQH-P100.7", "3M中国（耐磨）轴承", "内径 25mm／外径 52mm");
        product("ZQH-P2010", "深沟球轴承", null);
        for (String fragment :
                List.of("p100", "hp1", "P100.7", "Ｐ１００", "3m中", "M中", "耐磨", "磨轴承", "25MM", "52", "径25", "外径 中国")) {
            assertThat(found("zqh " + fragment)).as(fragment).containsExactly("ZQH-P100.7");
        }
        assertThat(found("zqh 轴承")).containsExactly("ZQH-P2010", "ZQH-P100.7");
        assertThat(found("zqh 轴")).containsExactly("ZQH-P2010", "ZQH-P100.7");
        assertThat(found("zqh 轴耐")).isEmpty();
        assertThat(found("zqh p300")).isEmpty();
        // A fragment does not go on from one value to the next.
        assertThat(found("轴承zqh")).isEmpty();

        Response page = assertStatus(orders.api.as(WAREHOUSE).get(PRODUCTS + "?limit=1&count=exact&q=zqh"), 200);
        assertThat(page.<Integer>path("total")).isEqualTo(2);
        assertThat(page.<List<String>>path("items.sku")).containsExactly("ZQH-P2010");
        assertThat(assertStatus(
                                orders.api
                                        .as(WAREHOUSE)
                                        .get(PRODUCTS + "?limit=1&q=zqh&cursor=" + page.path("nextCursor")),
                                200)
                        .<List<String>>path("items.sku"))
                .containsExactly("ZQH-P100.7");
    }

    @Test
    @DisplayName("whatever is typed is a text: no sign of it is a command to the search")
    void list_takesAnythingAsText() {
        product("ZHX-1", "Ünïque 😀 𠀀𪜶", "'; drop table product; --");
        for (String signs : List.of("%", "_", "'", "\"", "\\", "&", "|", "!", ":*", "(", "😀", "\u0001")) {
            assertThat(found(signs)).as(signs).isEmpty();
            assertThat(found("zhx" + signs + "1")).as(signs).containsExactly("ZHX-1");
        }
        assertThat(found("ÜNÏ 𪜶 drop zhx")).containsExactly("ZHX-1");
        assertProblem(orders.api.as(CLERK).get(PRODUCTS + "?q=" + "x".repeat(201)), 400, "search-too-long");
    }

    private void product(String sku, String name, String spec) {
        Map<String, Object> body = with(with(newProduct(sku), "name", name), "spec", spec);
        assertStatus(orders.api.as(CLERK).post(PRODUCTS, body), 201);
    }

    private List<String> found(String text) {
        String query = PRODUCTS + "?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
        return assertStatus(orders.api.as(CLERK).get(query), 200).path("items.sku");
    }
}
