package io.neiqin.platform.attachment;

import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A paper's content as an answer: to be saved, never to be shown or run by a browser as a page of ours. */
final class Download {

    private Download() {}

    static Response of(Paper paper, InputStream content) {
        return headers(Response.ok(content, paper.mediaType()), paper)
                .header("Content-Length", paper.size())
                .header("Content-Disposition", disposition(paper.name()))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .build();
    }

    static Response notModified(Paper paper) {
        return headers(Response.notModified(), paper).build();
    }

    static boolean isKnown(Paper paper, String ifNoneMatch) {
        return ifNoneMatch != null && ifNoneMatch.contains(etag(paper));
    }

    private static Response.ResponseBuilder headers(Response.ResponseBuilder answer, Paper paper) {
        return answer.header("ETag", etag(paper)).header("Cache-Control", "private, no-cache");
    }

    private static String etag(Paper paper) {
        return "\"" + paper.sha256() + "\"";
    }

    /** In ASCII for old clients, and as it is (RFC 5987, RFC 6266) for all others. */
    static String disposition(String name) {
        String ascii = name.replaceAll("[^ -~]", "_").replaceAll("[\"\\\\%]", "_");
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
    }
}
