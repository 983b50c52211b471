package io.neiqin.platform.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How large the body of a request may be, and how long it may take to come. What is read as a stream and stored, an upload,
 * may be larger and slower than what is read at once; it is told by its address: {@code POST …/attachments} and
 * {@code POST …/imports}.
 */
@ApplicationScoped
public class BodyLimits {

    private static final Pattern UPLOADS = Pattern.compile(".*/(attachments|imports)/*");

    private final long body;
    private final Duration bodyTime;
    private final long upload;
    private final Duration uploadTime;

    BodyLimits(
            @ConfigProperty(name = "neiqin.http.body-size") MemorySize body,
            @ConfigProperty(name = "neiqin.http.body") Duration bodyTime,
            @ConfigProperty(name = "neiqin.upload.size") MemorySize upload,
            @ConfigProperty(name = "neiqin.upload.time") Duration uploadTime) {
        this.body = body.asLongValue();
        this.bodyTime = bodyTime;
        this.upload = upload.asLongValue();
        this.uploadTime = uploadTime;
    }

    public boolean isUpload(HttpServerRequest request) {
        return HttpMethod.POST.equals(request.method())
                && request.path() != null
                && UPLOADS.matcher(request.path()).matches();
    }

    /** In bytes. */
    public long size(HttpServerRequest request) {
        return isUpload(request) ? upload : body;
    }

    /** Until all of the request has come. */
    public Duration time(HttpServerRequest request) {
        return isUpload(request) ? uploadTime : bodyTime;
    }
}
