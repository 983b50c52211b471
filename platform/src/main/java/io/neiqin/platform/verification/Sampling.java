package io.neiqin.platform.verification;

import io.neiqin.platform.database.Remembered;
import io.neiqin.platform.database.TransactionSql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Draws the records that somebody has to check (抽检). Default rates are configuration
 * ({@code neiqin.verification.entity.<entity>.rate}, in percent), a person's own are set by others. Whatever was drawn
 * can be drawn again from the database's own secret, which no enterer knows.
 */
@ApplicationScoped
public class Sampling {

    private static final String RATES = """
            select enterer_no, percent from verification_rate where entity = $1 and enterer_no = any($2)""";

    private static final String SECRET = "select secret from verification_secret";

    private record Key(String entity, String entererNo) {}

    /** Empty for one without a rate of his own. */
    private final Remembered<Key, Optional<BigDecimal>> own = new Remembered<>();

    private final Map<String, BigDecimal> usual;

    /** Never changes once it is there. */
    private volatile byte[] secret;

    Sampling(VerificationSettings settings) {
        usual = settings.entity().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entity -> percent(entity.getValue().rate())));
    }

    /**
     * In the caller's session. Of several enterers the one who is checked most decides.
     *
     * @param round each one is drawn by itself: who has seen how the first one went knows nothing of the next
     */
    public Uni<Draw> draw(String entity, UUID recordId, int round, Enterers enterers) {
        BigDecimal otherwise = usual(entity)
                .orElseThrow(
                        () -> new IllegalArgumentException("neiqin.verification.entity." + entity + " is not set"));
        Set<Key> keys = enterers.all().stream().map(no -> new Key(entity, no)).collect(Collectors.toSet());
        return own.all(keys, this::read)
                .map(rates -> rates.values().stream()
                        .map(rate -> rate.orElse(otherwise))
                        .max(BigDecimal::compareTo)
                        .orElse(otherwise))
                .flatMap(rate -> secret().map(known -> Draw.of(known, entity + " " + round, recordId, rate)));
    }

    /** Percent where a person has no rate of his own; empty for what this service has not checked. */
    Optional<BigDecimal> usual(String entity) {
        return Optional.ofNullable(usual.get(entity));
    }

    void forget(String entity, String entererNo) {
        own.forget(new Key(entity, entererNo));
    }

    private Uni<Map<Key, Optional<BigDecimal>>> read(Set<Key> keys) {
        Map<Key, Optional<BigDecimal>> found = new HashMap<>();
        keys.forEach(key -> found.put(key, Optional.empty()));
        String entity = keys.iterator().next().entity();
        String[] enterers = keys.stream().map(Key::entererNo).toArray(String[]::new);
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(session, RATES, entity, enterers))
                .map(Unchecked.function(row -> {
                    while (row.next()) {
                        found.put(new Key(entity, row.getString(1)), Optional.of(row.getBigDecimal(2)));
                    }
                    return found;
                }));
    }

    private Uni<byte[]> secret() {
        return secret != null
                ? Uni.createFrom().item(secret)
                : Panache.getSession()
                        .flatMap(session -> TransactionSql.select(session, SECRET))
                        .map(Unchecked.function(row -> {
                            row.next();
                            return row.getBytes(1);
                        }))
                        .invoke(read -> secret = read);
    }

    private static BigDecimal percent(BigDecimal rate) {
        if (rate.signum() < 0
                || rate.compareTo(Draw.WHOLE) > 0
                || rate.stripTrailingZeros().scale() > 2) {
            throw new IllegalArgumentException("a rate is 0 to 100 percent with two places: " + rate);
        }
        return rate.setScale(2);
    }
}
