package io.neiqin.reporting.cube;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** The latest name of each key. */
@ApplicationScoped
public class Labels {

    private static final Unnest<Label> PUT = Unnest.<Label>of("""
                    insert into label as known (dimension, key, label, as_of) select * from unnest(?, ?, ?, ?)
                    on conflict (dimension, key) do update set label = excluded.label, as_of = excluded.as_of
                    where known.as_of <= excluded.as_of and known.label <> excluded.label""")
            .with("text", label -> label.dimension().key())
            .with("text", Label::key)
            .with("text", Label::text)
            .with("timestamptz", Label::asOf);

    /** Keeps the latest of several names of a key; an unchanged name costs no write. */
    public void put(Connection connection, List<Label> labels) throws SQLException {
        PUT.execute(connection, latest(labels));
    }

    private static Collection<Label> latest(List<Label> labels) {
        TreeMap<Label, Label> latest =
                new TreeMap<>(Comparator.comparing(Label::dimension).thenComparing(Label::key));
        for (Label label : labels) {
            latest.merge(label, label, (a, b) -> b.asOf().isBefore(a.asOf()) ? a : b);
        }
        return latest.values();
    }
}
