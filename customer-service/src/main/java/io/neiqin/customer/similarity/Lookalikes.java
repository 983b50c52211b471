package io.neiqin.customer.similarity;

import io.neiqin.platform.database.TransactionSql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Finds customers that may be the same as another: past their entities, by indexes, whoever sees them. */
@ApplicationScoped
public class Lookalikes {

    /**
     * A customer with what is compared of it. One that was merged is found by what it was, and is its survivor.
     *
     * @param id of the survivor, and so are number, name, status, owner and department
     * @param merged whether what is compared is of one that was merged
     */
    public record Known(
            UUID id,
            String number,
            String name,
            String status,
            String ownerNo,
            UUID departmentId,
            boolean inPool,
            boolean merged,
            Features features) {}

    private static final String COLUMNS = """
            select s.id, s.number, s.name, s.status, s.owner_no, s.department_id, s.pool_state = 'IN_POOL' as in_pool,
                c.survivor_id is not null as merged,
                c.name as compared_name, c.uscc, c.tax_id, c.external_system, c.external_id,
                array(select p.phone_e164 from customer_contact p
                      where p.customer_id = c.id and p.phone_e164 is not null) as phones
            """;

    private static final String FOUND = COLUMNS + """
            from customer c
            join customer s on s.id = coalesce(c.survivor_id, c.id)
            where c.id in (%s)""";

    /** A name that very many have tells nothing of any of them. */
    private static final String BY_CORE = """
            select found.id from unnest($1::text[]) as asked (core),
                lateral (select id from customer where name_core = asked.core limit 50) as found""";

    private static final String BY_TAX_ID = """
            select id from customer
            where tax_id is not null and upper(regexp_replace(tax_id, '[^[:alnum:]]+', '', 'g')) = any ($2::text[])""";

    private static final String BY_CODE = "select id from customer where uscc = $3";

    private static final String BY_REST = """
            (select customer_id from customer_contact where phone_reversed = any ($4::text[]) limit 50)
            union (select id from customer where search_finds(search_form, search_tokens, $5) limit 50)
            union (select id from customer where search_finds(search_form, search_tokens, $6) limit 50)""";

    private static final String EXACT = BY_CORE + " union " + BY_TAX_ID + " union " + BY_CODE;
    private static final String SAME = FOUND.formatted(EXACT);
    private static final String LIKE = FOUND.formatted(EXACT + " union " + BY_REST);
    private static final String NAMESAKES = FOUND.formatted(BY_CORE);
    private static final String THESE = COLUMNS + "from customer c join customer s on s.id = c.id where c.id = any ($1)"
            + " and c.status <> 'MERGED'";

    /** Less of a name is in too many. */
    private static final int SHORTEST_HALF = 2;

    private static final int SHORTEST_ASCII_HALF = 4;

    /** Of the same name, code or tax number; in the caller's session, as all here. */
    public Uni<List<Known>> same(Features asked) {
        return find(SAME, new String[] {asked.name().core()}, taxIds(asked), asked.uscc());
    }

    /** Of a name that is like it, too, or with the same phone. Misses near names whose halves both differ. */
    public Uni<List<Known>> like(Features asked) {
        return find(
                LIKE,
                new String[] {asked.name().core()},
                taxIds(asked),
                asked.uscc(),
                asked.phones().stream().map(Lookalikes::reversed).toArray(String[]::new),
                half(asked.name().core(), true),
                half(asked.name().core(), false));
    }

    /** Those with one of these cores of a name. */
    public Uni<List<Known>> namesakes(Set<String> cores) {
        return cores.isEmpty()
                ? Uni.createFrom().item(List.of())
                : find(NAMESAKES, (Object) cores.toArray(String[]::new));
    }

    /** Those of these that are no other's by now. */
    public Uni<List<Known>> these(Collection<UUID> ids) {
        return ids.isEmpty() ? Uni.createFrom().item(List.of()) : find(THESE, (Object) ids.toArray(UUID[]::new));
    }

    private static Uni<List<Known>> find(String sql, Object... values) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(session, sql, values))
                .map(Unchecked.function(Lookalikes::known));
    }

    private static List<Known> known(ResultSet row) throws SQLException {
        List<Known> found = new ArrayList<>();
        while (row.next()) {
            found.add(new Known(
                    row.getObject("id", UUID.class),
                    row.getString("number"),
                    row.getString("name"),
                    row.getString("status"),
                    row.getString("owner_no"),
                    row.getObject("department_id", UUID.class),
                    row.getBoolean("in_pool"),
                    row.getBoolean("merged"),
                    features(row, "compared_name")));
        }
        return found;
    }

    /** @param name the column that has the name; {@code phones} has an array */
    public static Features features(ResultSet row, String name) throws SQLException {
        return new Features(
                CompanyName.of(row.getString(name)),
                row.getString("uscc"),
                row.getString("tax_id"),
                Set.copyOf(Arrays.asList(row.getObject("phones", String[].class))),
                row.getString("external_system"),
                row.getString("external_id"));
    }

    private static String[] taxIds(Features asked) {
        return Stream.of(asked.taxId()).filter(Objects::nonNull).toArray(String[]::new);
    }

    /** Whoever makes one mistake leaves one half of a name right; null for a half that is too short to look for. */
    private static String half(String core, boolean first) {
        int middle = (core.length() + 1) / 2;
        String half = first ? core.substring(0, middle) : core.substring(middle);
        boolean ascii = half.chars().allMatch(c -> c < 128);
        return half.length() < (ascii ? SHORTEST_ASCII_HALF : SHORTEST_HALF) ? null : half;
    }

    /** The last digit first, as the column has it. */
    private static String reversed(String e164) {
        return new StringBuilder(e164.replaceAll("[^0-9]", "")).reverse().toString();
    }
}
