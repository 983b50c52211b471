package io.neiqin.platform.http;

import io.neiqin.platform.problem.Problem;
import jakarta.ws.rs.QueryParam;

/** The paging parameters of every list, as a {@code @BeanParam}. */
public class PageRequest {

    @QueryParam("limit")
    Integer limit;

    @QueryParam("cursor")
    String cursor;

    @QueryParam("count")
    String count;

    public Integer limit() {
        return limit;
    }

    public String cursor() {
        return cursor;
    }

    /** Whether the caller wants to know how many there are in all. */
    public boolean exactCount() {
        if (count == null || count.equals("none")) {
            return false;
        }
        if (count.equals("exact")) {
            return true;
        }
        throw Problem.badRequest("count-invalid");
    }
}
