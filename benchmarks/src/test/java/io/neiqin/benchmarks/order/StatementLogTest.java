package io.neiqin.benchmarks.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.benchmarks.order.StatementLog.Sent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementLogTest {

    private static final String LOG = """
        17 LOG:  statement: BEGIN
        18 LOG:  execute S_1: select 1
        17 LOG:  execute <unnamed>: insert into sales_order (id,
        \tname) values ($1, $2)
        17 DETAIL:  Parameters: $1 = 'it''s', $2 = NULL
        17 LOG:  statement: COMMIT
        17 LOG:  statement: BEGIN
        """;

    @TempDir
    private Path directory;

    @Test
    void readsStatements_withTheirParameters() {
        assertThat(StatementLog.parse(LOG)).contains(new Sent("18", "select 1", List.of()));
        Sent insert = StatementLog.parse(LOG).get(2);
        assertThat(insert.sql()).isEqualTo("insert into sales_order (id,\nname) values ($1, $2)");
        assertThat(insert.values()).containsExactly("it's", null);
    }

    @Test
    void findsTheTransaction_ofAText() throws Exception {
        Path log = Files.writeString(directory.resolve("log"), LOG);
        assertThat(StatementLog.transaction(log, "it's"))
                .singleElement()
                .satisfies(sent -> assertThat(sent.session()).isEqualTo("17"));
    }

    @Test
    void saysASentenceAgain_withFreshIds_andWhatIsFixedAsItWas() {
        String order = "01a11a11-1111-7111-8111-111111111111";
        String customer = "01a22a22-2222-7222-8222-222222222222";
        String body = "{\"id\":\"" + order + "\",\"customer\":\"" + customer + "\",\"no\":\"SO20261121-000123\"}";
        Sentence sentence = Sentence.of("insert into t (a, b) values (?, ?)", List.of(order, body), Set.of(customer));
        Map<String, String> fresh = new HashMap<>();
        String id = sentence.value(0, fresh);
        assertThat(id).hasSameSizeAs(order).isNotEqualTo(order);
        assertThat(sentence.value(1, fresh))
                .hasSameSizeAs(body)
                .contains("\"id\":\"" + id + "\"", customer)
                .doesNotContain("SO20261121-000123");
        assertThat(sentence.table()).isEqualTo("t");
    }
}
