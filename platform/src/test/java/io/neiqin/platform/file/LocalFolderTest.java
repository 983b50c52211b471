package io.neiqin.platform.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.ByteArrayInputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFolderTest extends FileStoreContract {

    @TempDir
    Path home;

    private FileStore store;

    @BeforeEach
    void open() {
        store = new LocalFolder(home.resolve("files"));
    }

    @Override
    FileStore store() {
        return store;
    }

    @Override
    void damage(String sha256, byte[] content) throws Exception {
        Files.write(home.resolve("files").resolve(Hash.path(sha256)), content);
    }

    @Override
    Path incoming() {
        return home.resolve("files/incoming");
    }

    @Test
    void removesWhatACrashHasLeft_onceNobodyCanBeWritingIt() throws Exception {
        put(content(10));
        Path old = Files.write(incoming().resolve("old.part"), content(10));
        Path young = Files.write(incoming().resolve("young.part"), content(10));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        store.each(held -> {});
        assertThat(leftOvers()).containsExactly(young);
    }

    @Test
    void tellsToComeAgain_whenTheDiskIsFull() throws Exception {
        Configuration small = Configuration.unix().toBuilder()
                .setMaxSize(512 * 1024)
                .setAttributeViews("basic", "posix")
                .build();
        try (FileSystem disk = Jimfs.newFileSystem(small)) {
            FileStore full = new LocalFolder(disk.getPath("/files"));
            byte[] content = content(900_000);
            assertProblem(() -> full.put(new ByteArrayInputStream(content), Long.MAX_VALUE), "503 file-storage-full");
            assertThat(Files.list(disk.getPath("/files/incoming"))).isEmpty();
            assertThat(full.has(sha256(content))).isFalse();
        }
    }

    @Test
    void tellsToComeAgain_whenTheFolderCannotBeWritten() throws Exception {
        Path file = Files.write(home.resolve("file"), content(1));
        FileStore nowhere = new LocalFolder(file);
        assertProblem(
                () -> nowhere.put(new ByteArrayInputStream(content(1)), Long.MAX_VALUE),
                "503 file-storage-unavailable");
    }
}
