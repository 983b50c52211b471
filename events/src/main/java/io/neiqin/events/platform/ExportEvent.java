package io.neiqin.events.platform;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.util.List;
import java.util.UUID;

/** What leaves a service as a file (导出). Every service tells it on its own topic. */
public sealed interface ExportEvent extends DomainEvent {

    UUID exportId();

    @Override
    default UUID aggregateId() {
        return exportId();
    }

    /**
     * A file is ready for the one who asked for it.
     *
     * @param kind of records, as {@code customers}
     * @param format CSV, CSV_GB18030 or XLSX
     * @param filters by which the records were narrowed
     * @param columns that the file has
     * @param rows that the file has, without its head
     * @param by the employee number of the one who asked
     * @param departmentId his at that time, null for none
     * @param sha256 of the file, hexadecimal
     */
    @EventType("neiqin.each.data-exported.v1")
    record DataExported(
            UUID exportId,
            String kind,
            String format,
            List<Filter> filters,
            List<String> columns,
            int rows,
            String by,
            UUID departmentId,
            String sha256)
            implements ExportEvent {}

    /** One of the named filters of a list. */
    record Filter(String name, String value) {}
}
