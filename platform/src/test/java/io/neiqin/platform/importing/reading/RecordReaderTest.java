package io.neiqin.platform.importing.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.importing.ImportContext;
import io.neiqin.platform.importing.ImportKind;
import io.neiqin.platform.importing.ImportRecord;
import io.neiqin.platform.importing.Plan;
import io.neiqin.platform.table.Column;
import io.neiqin.platform.table.Table;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file by its records, also where some of it is done, as after a crash. */
@Tag("DAT-1")
class RecordReaderTest {

    /** a has rows 0 and 1, b has row 2, c has rows 3 to 5, d has row 6. */
    private static final String FILE = "code\na\na\nb\nc\nc\nc\nd\n";

    private static final ImportKind LETTERS = new ImportKind() {
        @Override
        public String name() {
            return "letters";
        }

        @Override
        public List<Column> columns() {
            return List.of(Column.text("code").needed());
        }

        @Override
        public String key() {
            return "code";
        }

        @Override
        public Set<String> roles() {
            return Set.of();
        }

        @Override
        public Uni<List<Plan>> plan(List<ImportRecord> records, ImportContext context) {
            throw new UnsupportedOperationException();
        }
    };

    @TempDir
    Path folder;

    @Test
    void takesWholeRecords_untilThereAreRowsEnough() throws IOException {
        assertThat(portions(2, Spans.NONE)).containsExactly("0 a", "2 bc", "6 d");
        assertThat(portions(1, Spans.NONE)).containsExactly("0 a", "2 b", "3 c", "6 d");
        assertThat(portions(100, Spans.NONE)).containsExactly("0 abcd");
    }

    @Test
    void leavesOutWhatIsDone_whereverItIs() throws IOException {
        assertThat(portions(100, Spans.of(0, 2))).containsExactly("2 bcd");
        assertThat(portions(100, Spans.of(2, 3))).containsExactly("0 a", "3 cd");
        assertThat(portions(100, Spans.of(2, 3).and(Spans.of(6, 7)))).containsExactly("0 a", "3 c");
        assertThat(portions(100, Spans.of(0, 7))).isEmpty();
    }

    @Test
    void knowsTheRowsOfAPortion_andOfItsRecords() throws IOException {
        try (Table table = Table.open(file(), LETTERS.columns())) {
            Portion portion = new RecordReader(table, LETTERS, Map.of()).next(100);
            assertThat(portion.rows()).isEqualTo(Spans.of(0, 7));
            assertThat(portion.singly().stream().map(Portion::rows))
                    .containsExactly(Spans.of(0, 2), Spans.of(2, 3), Spans.of(3, 6), Spans.of(6, 7));
        }
    }

    @Test
    void saysOfEachPlaceOfAScatteredKey_whereAnotherOneIs() throws IOException {
        Path file = Files.writeString(folder.resolve("scattered.csv"), "code\na\nb\na\nb\na\n");
        Map<String, RecordReader.Scattered> scattered;
        try (Table table = Table.open(file, LETTERS.columns())) {
            scattered = RecordReader.scattered(table, LETTERS, 100);
        }
        try (Table table = Table.open(file, LETTERS.columns())) {
            assertThat(new RecordReader(table, LETTERS, scattered)
                            .next(100).records().stream()
                                    .map(found ->
                                            found.problem().errors().get(0).arguments()))
                    .containsExactly(List.of(4L), List.of(5L), List.of(2L), List.of(3L), List.of(2L));
        }
    }

    @Test
    void joinsSpansThatTouch_inWhicheverOrderTheyCome() {
        Spans apart = Spans.of(500, 1000).and(Spans.of(0, 200));
        assertThat(apart.spans()).hasSize(2);
        assertThat(apart.rows()).isEqualTo(700);
        assertThat(apart.has(199)).isTrue();
        assertThat(apart.has(200)).isFalse();
        assertThat(apart.and(Spans.of(200, 500))).isEqualTo(Spans.of(0, 1000));
        assertThat(apart.and(Spans.NONE)).isEqualTo(apart);
    }

    private List<String> portions(int atLeast, Spans done) throws IOException {
        List<String> portions = new ArrayList<>();
        try (Table table = Table.open(file(), LETTERS.columns())) {
            RecordReader reader = new RecordReader(table, LETTERS, Map.of());
            for (Portion next = reader.next(atLeast, done); !next.isEmpty(); next = reader.next(atLeast, done)) {
                StringBuilder keys = new StringBuilder();
                next.records().forEach(found -> keys.append(found.record().key()));
                portions.add(next.from() + " " + keys);
            }
        }
        return portions;
    }

    private Path file() throws IOException {
        return Files.writeString(folder.resolve("letters.csv"), FILE);
    }
}
