package io.neiqin.reporting.cube;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** The kept sums. They are added to by the database, never read, changed and written back. */
@ApplicationScoped
public class Cells {

    private static final Unnest<Map.Entry<Cell, BigDecimal>> ADD = Unnest.<Map.Entry<Cell, BigDecimal>>of("""
        insert into kpi_cell as cell (measure, dimension_set, day, key1, key2, currency, value)
        select * from unnest(?, ?, ?, ?, ?, ?, ?)
        on conflict (measure, dimension_set, day, key1, key2, currency)
        do update set value = cell.value + excluded.value\
        """)
            .with("text", entry -> entry.getKey().measure())
            .with("text", entry -> entry.getKey().set())
            .with("date", entry -> entry.getKey().day())
            .with("text", entry -> entry.getKey().key1())
            .with("text", entry -> entry.getKey().key2())
            .with("text", entry -> entry.getKey().currency())
            .with("numeric", Map.Entry::getValue);

    /** How a projection that is being built spools them, since nobody reads its cells yet. */
    private static final Copy<Map.Entry<Cell, BigDecimal>> SPOOL = new Copy<>("cell_spool") {
        {
            mapText("measure", entry -> entry.getKey().measure());
            mapText("dimension_set", entry -> entry.getKey().set());
            mapDate("day", entry -> entry.getKey().day());
            mapText("key1", entry -> entry.getKey().key1());
            mapText("key2", entry -> entry.getKey().key2());
            mapText("currency", entry -> entry.getKey().currency());
            mapNumeric("value", Map.Entry::getValue);
        }
    };

    /** Lays the differences aside, to be added up when there are no more. */
    public void spool(Connection connection, Map<Cell, BigDecimal> differences) throws SQLException {
        SPOOL.execute(connection, differences.entrySet());
    }

    /** Adds the differences in the caller's transaction, in the cells' own order. */
    public void add(Connection connection, Map<Cell, BigDecimal> differences) throws SQLException {
        ADD.execute(connection, new TreeMap<>(differences).entrySet());
    }
}
