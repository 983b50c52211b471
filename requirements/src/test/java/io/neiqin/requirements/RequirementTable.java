package io.neiqin.requirements;

import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The table of requirements as a CSV file. */
final class RequirementTable {

    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build();
    private static final CsvSchema SCHEMA = CSV.schemaFor(Requirement.class).withHeader();

    private RequirementTable() {}

    static List<Requirement> read(Path file) throws IOException {
        try (var lines = CSV.readerFor(Requirement.class).with(SCHEMA).<Requirement>readValues(file.toFile())) {
            return lines.readAll();
        }
    }

    static void write(Path file, List<Requirement> table) throws IOException {
        Files.createDirectories(file.getParent());
        try (var lines = CSV.writer(SCHEMA).writeValues(file.toFile())) {
            lines.writeAll(table);
        }
    }
}
