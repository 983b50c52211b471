package io.neiqin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.local.api.Api;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * On which days the company works: Monday to Friday, but for what the published calendar says.
 *
 * @param exceptions day → whether it is worked
 */
record Workdays(Map<LocalDate, Boolean> exceptions) {

    /** The calendars of the years from {@code from} to {@code to}. */
    static Workdays read(Api api, LocalDate from, LocalDate to) throws IOException, InterruptedException {
        Map<LocalDate, Boolean> exceptions = new HashMap<>();
        for (int year = from.getYear(); year <= to.getYear(); year++) {
            for (JsonNode day : api.get("/api/admin/calendars/" + year).body().path("days")) {
                exceptions.put(
                        LocalDate.parse(day.path("date").asText()),
                        day.path("type").asText().equals("WORKDAY"));
            }
        }
        return new Workdays(exceptions);
    }

    boolean isWorked(LocalDate day) {
        DayOfWeek name = day.getDayOfWeek();
        return exceptions.getOrDefault(day, name != DayOfWeek.SATURDAY && name != DayOfWeek.SUNDAY);
    }

    /** The day after so many working days, 0 for the same day; negative counts back. */
    LocalDate plus(LocalDate day, int workdays) {
        LocalDate reached = day;
        for (int left = Math.abs(workdays); left > 0; left -= isWorked(reached) ? 1 : 0) {
            reached = reached.plusDays(Integer.signum(workdays));
        }
        return reached;
    }
}
