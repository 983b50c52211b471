package io.neiqin.admin.calendar;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * A year's calendar to be published.
 *
 * @param source the notice it comes from
 * @param days those that differ from the weekday rule; repeating the rule does no harm
 */
public record CalendarRequest(
        @NotNull @Min(FIRST_YEAR) @Max(LAST_YEAR) Integer year,
        @NotBlank @Size(max = 500) String source,
        @NotEmpty @Size(max = 366) List<@NotNull @Valid CalendarDay> days) {

    static final int FIRST_YEAR = 1949;
    static final int LAST_YEAR = 2200;
}
