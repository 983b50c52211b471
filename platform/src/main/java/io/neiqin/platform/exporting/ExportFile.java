package io.neiqin.platform.exporting;

import io.neiqin.platform.file.FileStore;
import io.neiqin.platform.file.StoredFile;
import io.neiqin.platform.personal.Personal;
import io.neiqin.platform.table.TableWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The file of an export while it is being written: on the disk, whatever its size. Blocking, for worker threads. */
final class ExportFile<V> implements AutoCloseable {

    private final Path path;
    private final TableWriter table;
    private final List<ExportColumn<V>> columns;
    private final ZoneId zone;
    private long rows;
    private boolean ended;

    private ExportFile(Path path, TableWriter table, List<ExportColumn<V>> columns, ZoneId zone) {
        this.path = path;
        this.table = table;
        this.columns = columns;
        this.zone = zone;
    }

    /** @param zone of the company, in which moments are written */
    static <V> ExportFile<V> begin(Export export, ExportKind<V> kind, ZoneId zone) throws IOException {
        Map<String, ExportColumn<V>> byKey =
                kind.columns().stream().collect(Collectors.toMap(ExportColumn::key, Function.identity()));
        List<ExportColumn<V>> columns =
                export.asked().columns().stream().map(byKey::get).toList();
        List<String> titles =
                columns.stream().map(column -> column.title(export.language())).toList();
        Path path = Files.createTempFile("export-", ".part");
        try {
            TableWriter table = export.format().begin(Files.newOutputStream(path), titles, export.mark(zone));
            return new ExportFile<>(path, table, columns, zone);
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(path);
            throw failed;
        }
    }

    void write(List<V> some) throws IOException {
        List<List<Object>> cells = new ArrayList<>(some.size());
        for (V row : some) {
            List<Object> values = new ArrayList<>(columns.size());
            columns.forEach(column -> values.add(cell(column.value().apply(row))));
            cells.add(values);
        }
        table.write(cells);
        rows += some.size();
    }

    /** A personal value (个人信息) is masked: a file goes where no look is kept. */
    private Object cell(Object value) {
        if (value instanceof Personal personal) {
            return personal.masked();
        }
        if (value instanceof Instant at) {
            return LocalDateTime.ofInstant(at, zone).withNano(0);
        }
        return value instanceof Enum<?> constant ? constant.name() : value;
    }

    long rows() {
        return rows;
    }

    /** Ends it, and puts it where files are kept. */
    StoredFile store(FileStore files, long limit) throws IOException {
        end();
        try (InputStream content = Files.newInputStream(path)) {
            return files.put(content, limit);
        }
    }

    private void end() throws IOException {
        if (!ended) {
            ended = true;
            table.close();
        }
    }

    /** Whatever became of it. */
    @Override
    public void close() throws IOException {
        try {
            end();
        } finally {
            Files.deleteIfExists(path);
        }
    }
}
