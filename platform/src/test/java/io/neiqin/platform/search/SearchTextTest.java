package io.neiqin.platform.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The functions of search in the database itself, on a table of the test's own that nobody else sees. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class SearchTextTest {

    private static final long SEED = 20261121;
    private static final int[] LETTERS = ("上海北京电子科技有限公司中国龥𠀀𪜶かガｶﾞ㈱①Ⅷ〇" + "aBcPéßЖΣς10239ＡＢｃ１２"
                    + "（）()[]【】-·.,%_'\"&|!:*\\/ 　\t😀℃")
            .codePoints()
            .toArray();

    private final DataSource database;
    private final Random random = new Random(SEED);

    SearchTextTest(DataSource database) {
        this.database = database;
    }

    @Test
    @DisplayName("what is found is what has each word in it, and nothing else: as a plain look through all names says")
    void finds_whatContainsTheWords_andNothingElse() throws SQLException {
        List<String> names = Stream.generate(() -> text(1, 14)).limit(3000).toList();
        List<String> asked = Stream.generate(() -> asked(names)).limit(1500).toList();
        List<String> forms = names.stream().map(SearchTextTest::form).toList();
        Set<String> expected = new TreeSet<>();
        for (int question = 0; question < asked.size(); question++) {
            List<String> words = words(asked.get(question));
            for (int name = 0; name < names.size() && !words.isEmpty(); name++) {
                if (words.stream().allMatch(forms.get(name)::contains)) {
                    expected.add(pair(question, name + 1, asked.get(question), names));
                }
            }
        }
        assertThat(expected).hasSizeGreaterThan(5_000);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            table(connection, names);
            // Each question by the index, so that it is the pieces that are tried.
            run(connection, "set local enable_seqscan = off");
            Set<String> found = found(connection, asked, names);
            assertThat(expected).as("missed").allMatch(found::contains);
            assertThat(found).as("invented").allMatch(expected::contains);
            connection.rollback();
        }
    }

    @Test
    @DisplayName("of many rows few are found by the index, and many from the newest on, without sorting them all")
    void plans_byTheIndex_forWhatIsRare_andByTheOrder_forWhatIsCommon() throws SQLException {
        List<String> names = IntStream.range(0, 20_000)
                .mapToObj(i -> i % 4000 == 0 ? "鼎新机械有限公司" + i : text(4, 8) + "有限公司")
                .toList();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            table(connection, names);
            assertThat(plan(connection, "鼎新")).contains("Bitmap Index Scan on sought_tokens");
            assertThat(plan(connection, "鼎新 机械")).contains("Bitmap Index Scan on sought_tokens");
            assertThat(plan(connection, "限公"))
                    .contains("Index Scan Backward using sought_pkey")
                    .doesNotContain("Sort");
            requirePlansOfItsOwn(connection);
            connection.rollback();
        }
    }

    /** A plan for any text would take each row's turn to find out what is asked; after five, PostgreSQL thinks of one. */
    private static void requirePlansOfItsOwn(Connection connection) throws SQLException {
        run(connection, """
                prepare ask (text) as select id from sought
                where search_finds(search_form, search_tokens, $1) = true order by name limit 51""");
        for (int i = 0; i < 20; i++) {
            run(connection, "execute ask ('限公')");
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select generic_plans, custom_plans from pg_prepared_statements where name = 'ask'")) {
            row.next();
            assertThat(row.getInt("generic_plans")).isZero();
            assertThat(row.getInt("custom_plans")).isEqualTo(20);
        }
        run(connection, "deallocate ask");
    }

    private static void table(Connection connection, List<String> names) throws SQLException {
        run(connection, """
                create temporary table sought (
                  id int generated always as identity primary key, name text,
                  search_form text generated always as (search_form(name)) stored,
                  search_tokens tsvector generated always as (search_tokens(search_form(name))) stored)
                on commit drop""");
        try (PreparedStatement insert =
                connection.prepareStatement("insert into sought (name) select * from unnest(?::text[])")) {
            insert.setArray(1, connection.createArrayOf("text", names.toArray()));
            insert.executeUpdate();
        }
        run(connection, "create index sought_tokens on sought using gin (search_tokens)", "analyze sought");
    }

    private static Set<String> found(Connection connection, List<String> asked, List<String> names)
            throws SQLException {
        Set<String> found = new TreeSet<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select id from sought where search_finds(search_form, search_tokens, ?) = true")) {
            for (int question = 0; question < asked.size(); question++) {
                select.setString(1, asked.get(question));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(pair(question, row.getInt(1), asked.get(question), names));
                    }
                }
            }
        }
        return found;
    }

    private static String plan(Connection connection, String asked) throws SQLException {
        String sql = "explain select id from sought where search_finds(search_form, search_tokens, '" + asked
                + "') = true order by id desc limit 51";
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                lines.add(row.getString(1));
            }
        }
        return String.join("\n", lines);
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String pair(int question, int id, String asked, List<String> names) {
        return question + " <" + asked + "> in " + id + " <" + names.get(id - 1) + ">";
    }

    /** A part of a name, of two, or of none; as it stands there, in another case, or with a sign in it. */
    private String asked(List<String> names) {
        String one = part(names.get(random.nextInt(names.size())));
        return switch (random.nextInt(6)) {
            case 0 -> text(1, 4);
            case 1 -> one + " " + part(names.get(random.nextInt(names.size())));
            case 2 -> one.toUpperCase(Locale.ROOT);
            case 3 ->
                one.codePoints()
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining(random.nextBoolean() ? "-" : "'"));
            default -> one;
        };
    }

    private String part(String name) {
        int[] points = name.codePoints().toArray();
        int from = random.nextInt(points.length);
        return new String(points, from, Math.min(points.length - from, 1 + random.nextInt(6)));
    }

    private String text(int shortest, int longest) {
        int[] points = random.ints(shortest + random.nextInt(longest - shortest + 1), 0, LETTERS.length)
                .map(i -> LETTERS[i])
                .toArray();
        return new String(points, 0, points.length);
    }

    private static List<String> words(String asked) {
        return Stream.of(Normalizer.normalize(asked, Normalizer.Form.NFKC).split("\\s+"))
                .map(SearchTextTest::form)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String form(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .codePoints()
                .map(Character::toLowerCase)
                .filter(point -> Character.isAlphabetic(point) || point >= '0' && point <= '9')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
