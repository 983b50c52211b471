package io.neiqin.reporting.rebuild;

import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.reporting.Ledger;
import io.neiqin.reporting.Reporting;
import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The migrations and the script for a rebuild make the same tables. */
@QuarkusTest
@TestProfile(OwnDatabase.class)
@WithTestResource(InfraResource.class)
class ProjectionSchemaTest {

    private static final List<String> CATALOGUE = List.of(
            """
            select table_name, row_number() over (partition by table_name order by ordinal_position), column_name,
                data_type, is_nullable, column_default from information_schema.columns where table_schema = '%s'
            order by 1, 2\
            """,
            "select tablename, indexname, replace(indexdef, schemaname || '.', '') from pg_indexes"
                    + " where schemaname = '%s' order by 1, 2",
            "select c.relname, conname, pg_get_constraintdef(o.oid) from pg_constraint o join pg_class c on c.oid ="
                    + " conrelid where c.relnamespace = '%s'::regnamespace and contype <> 'n' order by 1, 2",
            "select c.relname, reloptions::text from pg_class c where relkind = 'r' and relnamespace ="
                    + " '%s'::regnamespace order by 1",
            "select c.relname, tgname, tgtype, tgfoid from pg_trigger t join pg_class c on c.oid = tgrelid where"
                    + " relnamespace = '%s'::regnamespace order by 1, 2");

    @Inject
    DataSource database;

    @Test
    void shadow_hasTheTablesOfTheLiveProjection() {
        Operator operator = new Operator(Reporting.ready().api);
        operator.rebuild();

        assertThat(catalogue("kpi_next")).isEqualTo(catalogue("kpi")).hasSizeGreaterThan(100);
        operator.tidy();
    }

    @Test
    @Tag("RPT-10")
    @DisplayName("a projection that another version of the service has begun is not put in the live one's place")
    void shadowOfOtherTables_isNotPutLive() throws SQLException {
        Operator operator = new Operator(Reporting.ready().api);
        operator.rebuild();
        new Ledger(database).execute("alter table kpi_next.applied_hour drop column identified");

        assertProblem(operator.switchTo(true), 409, "projection-outdated");

        assertStatus(operator.command("abandon"), 200);
    }

    private List<String> catalogue(String schema) {
        Ledger ledger = new Ledger(database);
        List<String> catalogue = new ArrayList<>();
        CATALOGUE.forEach(sql -> catalogue.addAll(ledger.query(sql.formatted(schema))));
        return catalogue;
    }
}
