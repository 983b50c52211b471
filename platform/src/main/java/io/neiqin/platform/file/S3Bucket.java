package io.neiqin.platform.file;

import io.neiqin.platform.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.utils.Md5Utils;

/**
 * Files in a bucket, each at {@code <prefix>ab/cd/<hash>}. One comes in beside, in a folder of this machine, and is put in
 * one request, whose hash the server compares; and is read into that folder before anybody gets it, so that a slow reader
 * holds up no line to the server.
 */
final class S3Bucket implements FileStore {

    private static final Logger LOG = Logger.getLogger(S3Bucket.class);

    private static final int NOT_IMPLEMENTED = 501;

    private final S3Client client;
    private final String bucket;
    private final String prefix;
    private final Path folder;
    private volatile boolean comparesSha256 = true;

    /** @param folder for temporary files */
    S3Bucket(S3Client client, String bucket, String prefix, Path folder) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
        this.folder = folder;
    }

    @Override
    public Incoming receive(InputStream content, long limit) throws IOException {
        return Incoming.read(content, limit, folder.resolve(UUID.randomUUID() + ".part"));
    }

    @Override
    public StoredFile keep(Incoming file) {
        try {
            request(() -> put(file, comparesSha256));
        } catch (S3Exception refused) {
            if (refused.statusCode() != NOT_IMPLEMENTED || !comparesSha256) {
                throw unavailable(refused);
            }
            LOG.info("this server compares no SHA-256: it is asked to compare MD5");
            comparesSha256 = false;
            ask(() -> put(file, false));
        } catch (SdkException | UncheckedIOException away) {
            throw unavailable(away);
        }
        return file.content();
    }

    /** The server refuses what does not arrive as it was sent. */
    private PutObjectResponse put(Incoming file, boolean sha256) {
        PutObjectRequest.Builder put = PutObjectRequest.builder().bucket(bucket).key(key(file.sha256()));
        if (sha256) {
            put.checksumSHA256(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(file.sha256())));
        } else {
            put.contentMD5(md5(file));
        }
        return client.putObject(put.build(), RequestBody.fromFile(file.path()));
    }

    private static String md5(Incoming file) {
        try (InputStream content = file.open()) {
            return Md5Utils.md5AsBase64(content);
        } catch (IOException unreadable) {
            throw Incoming.refused(file.path(), unreadable);
        }
    }

    @Override
    public InputStream open(String sha256) throws IOException {
        String key = key(sha256);
        try (InputStream stored =
                ask(() -> client.getObject(get -> get.bucket(bucket).key(key)))) {
            Incoming read = receive(stored, Long.MAX_VALUE);
            try {
                Hash.require(sha256, read.sha256());
                return read.openOnce();
            } catch (Problem damaged) {
                read.close();
                throw damaged;
            }
        } catch (NoSuchKeyException missing) {
            LOG.errorf("the stored file %s is missing", sha256);
            throw Problem.broken("file-damaged");
        } catch (SdkException | UncheckedIOException | IOException away) {
            throw unavailable(away);
        }
    }

    @Override
    public boolean has(String sha256) {
        try {
            ask(() -> client.headObject(head -> head.bucket(bucket).key(key(sha256))));
            return true;
        } catch (NoSuchKeyException missing) {
            return false;
        }
    }

    @Override
    public void remove(String sha256) {
        ask(() -> client.deleteObject(delete -> delete.bucket(bucket).key(key(sha256))));
    }

    @Override
    public void each(Consumer<Held> visitor) {
        Incoming.removeLeftOvers(folder);
        Iterable<S3Object> objects = ask(
                () -> client.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))
                        .contents());
        try {
            for (S3Object object : objects) {
                String name = object.key().substring(object.key().lastIndexOf('/') + 1);
                if (Hash.isOne(name)) {
                    visitor.accept(new Held(name, object.lastModified()));
                }
            }
        } catch (SdkException | UncheckedIOException away) {
            throw unavailable(away);
        }
    }

    void close() {
        client.close();
    }

    private String key(String sha256) {
        return prefix + Hash.path(sha256);
    }

    private static <T> T ask(Supplier<T> request) {
        try {
            return request(request);
        } catch (NoSuchKeyException missing) {
            throw missing;
        } catch (SdkException | UncheckedIOException away) {
            throw unavailable(away);
        }
    }

    /** Once more over another line where the server has left the one that was kept: the client itself does not try. */
    private static <T> T request(Supplier<T> request) {
        try {
            return request.get();
        } catch (UncheckedIOException lineGone) {
            return request.get();
        }
    }

    private static Problem unavailable(Exception away) {
        LOG.errorf("the store of files does not answer: %s", away.getMessage());
        return Problem.unavailable("file-storage-unavailable");
    }
}
