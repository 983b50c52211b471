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

    /** A page that no caller has asked for. */
    public static PageRequest of(int limit, String cursor) {
        PageRequest page = new PageRequest();
        page.limit = limit;
        page.cursor = cursor;
        return page;
    }

    /** The shortest page of all, and how many records there are. */
    public static PageRequest ofCount() {
        PageRequest page = of(1, null);
        page.count = "exact";
        return page;
    }

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
