package io.neiqin.platform.importing;

import io.neiqin.platform.table.Column;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;

/** Something that is taken over from files (导入), as a service says by a bean. */
public interface ImportKind {

    /** As {@code customers}. */
    String name();

    /** What a file of it may have. */
    List<Column> columns();

    /** The column whose value tells one record from another; adjoining rows with the same one are one record. */
    String key();

    /** Who may: any of these roles. */
    Set<String> roles();

    /**
     * What becomes of some records by the rules under which one is entered by hand; in the order of the records. Asked for
     * a dry run and, again, when they are taken: nothing is written here.
     *
     * @param records whose cells hold what their columns want
     */
    Uni<List<Plan>> plan(List<ImportRecord> records, ImportContext context);
}
