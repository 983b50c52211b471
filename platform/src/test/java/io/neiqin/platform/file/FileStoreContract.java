package io.neiqin.platform.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.platform.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every store of files keeps to. */
abstract class FileStoreContract {

    private static final long LIMIT = 1_000_000;

    abstract FileStore store();

    /** Changes what is stored, behind the store's back. */
    abstract void damage(String sha256, byte[] content) throws Exception;

    /** Where files come in; not there before the first. */
    abstract Path incoming();

    @Test
    void givesBack_whatWasPut_underItsHash() throws Exception {
        byte[] content = content(300_000);
        StoredFile stored = put(content);
        assertThat(stored).isEqualTo(new StoredFile(sha256(content), content.length));
        assertThat(read(stored.sha256())).isEqualTo(content);
        assertThat(store().has(stored.sha256())).isTrue();
        assertThat(leftOvers()).isEmpty();
        store().remove(stored.sha256());
        assertThat(store().has(stored.sha256())).isFalse();
        assertThat(held(stored.sha256())).isEmpty();
        store().remove(stored.sha256());
        assertProblem(() -> store().open(stored.sha256()), "500 file-damaged");
    }

    @Test
    void keepsOnce_whatIsPutTwice_andMakesItYoung() throws Exception {
        byte[] content = content(1000);
        StoredFile stored = put(content);
        Thread.sleep(1100);
        Instant later = Instant.now().minusMillis(1050);
        assertThat(held(stored.sha256()))
                .singleElement()
                .satisfies(held -> assertThat(held.putAt()).isBefore(later));
        assertThat(put(content)).isEqualTo(stored);
        assertThat(held(stored.sha256()))
                .singleElement()
                .satisfies(held -> assertThat(held.putAt()).isAfter(later.minus(Duration.ofSeconds(1))));
        assertThat(read(stored.sha256())).isEqualTo(content);
    }

    @Test
    void storesNothing_ofWhatIsTooLarge() throws Exception {
        byte[] content = content((int) LIMIT + 1);
        assertProblem(() -> put(content), "413 file-too-large");
        assertThat(store().has(sha256(content))).isFalse();
        assertThat(leftOvers()).isEmpty();
        byte[] just = content((int) LIMIT);
        assertThat(put(just).size()).isEqualTo(LIMIT);
    }

    @Test
    void storesNothing_ofWhatBreaksOff() {
        byte[] content = content(200_000);
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(content), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the line is gone");
            }
        });
        assertThatThrownBy(() -> store().put(broken, LIMIT)).isInstanceOf(IOException.class);
        assertThat(store().has(sha256(content))).isFalse();
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void storesNothing_ofWhatIsLookedAtAndNotKept() throws Exception {
        byte[] content = content(5000);
        try (Incoming file = store().receive(new ByteArrayInputStream(content), LIMIT)) {
            assertThat(file.sha256()).isEqualTo(sha256(content));
            assertThat(Files.readAllBytes(file.path())).isEqualTo(content);
        }
        assertThat(store().has(sha256(content))).isFalse();
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void deliversNothing_thatIsNotWhatWasStored() throws Exception {
        byte[] content = content(100_000);
        StoredFile stored = put(content);
        byte[] flipped = content.clone();
        flipped[70_000] ^= 1;
        damage(stored.sha256(), flipped);
        assertProblem(() -> store().open(stored.sha256()), "500 file-damaged");
        assertThat(leftOvers()).isEmpty();
        put(content);
        assertThat(read(stored.sha256())).as("put again").isEqualTo(content);
    }

    @Test
    void keepsOne_ofTwentyAtOnce() throws Exception {
        byte[] content = content(400_000);
        Callable<StoredFile> put = () -> put(content);
        var callers = Executors.newFixedThreadPool(20);
        for (Future<StoredFile> one : callers.invokeAll(Collections.nCopies(20, put))) {
            assertThat(one.get()).isEqualTo(new StoredFile(sha256(content), content.length));
        }
        callers.shutdown();
        assertThat(held(sha256(content))).hasSize(1);
        assertThat(read(sha256(content))).isEqualTo(content);
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void takesNothing_thatIsNoHash() {
        for (String wrong : List.of("", "../../etc/passwd", "A".repeat(64), "0".repeat(63) + "/", "0".repeat(65))) {
            assertThatThrownBy(() -> store().open(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store().remove(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    StoredFile put(byte[] content) throws IOException {
        return store().put(new ByteArrayInputStream(content), LIMIT);
    }

    byte[] read(String sha256) throws IOException {
        try (InputStream content = store().open(sha256)) {
            return content.readAllBytes();
        }
    }

    List<FileStore.Held> held(String sha256) {
        List<FileStore.Held> held = new ArrayList<>();
        store().each(one -> {
            if (one.sha256().equals(sha256)) {
                held.add(one);
            }
        });
        return held;
    }

    List<Path> leftOvers() {
        if (!Files.exists(incoming())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(incoming())) {
            return files.toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static void assertProblem(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String statusAndCode) {
        assertThatThrownBy(call).isInstanceOf(Problem.class).hasMessage(statusAndCode);
    }

    /** Other content each time. */
    static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random().nextBytes(content);
        byte[] mark = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(mark, 0, content, 0, Math.min(size, mark.length));
        return content;
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
