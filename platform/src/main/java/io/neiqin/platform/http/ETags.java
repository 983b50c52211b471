package io.neiqin.platform.http;

import io.neiqin.platform.problem.Problem;
import jakarta.ws.rs.core.Response;

/** Strong entity tags: an aggregate's version in quotes. */
public final class ETags {

    private ETags() {}

    /** The version of an If-Match header; null when it was not sent. */
    public static Integer expected(String ifMatch) {
        if (ifMatch == null) {
            return null;
        }
        if (!ifMatch.matches("\"\\d{1,9}\"")) {
            throw Problem.badRequest("if-match-invalid");
        }
        return Integer.valueOf(ifMatch.substring(1, ifMatch.length() - 1));
    }

    public static String of(int version) {
        return "\"" + version + "\"";
    }

    /** 200 with the view and its ETag. */
    public static Response ok(View view) {
        return Response.ok(view).header("ETag", of(view.version())).build();
    }

    /** As {@link #ok}, for this reader alone and this time: nothing on the way may keep it. */
    public static Response okOnce(View view) {
        return Response.ok(view)
                .header("ETag", of(view.version()))
                .header("Cache-Control", "no-store")
                .build();
    }
}
