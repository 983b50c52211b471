package io.neiqin.admin.calendar;

import io.neiqin.platform.id.Uuid7;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A calendar as it was published once; never changed, only followed by the next one. */
@Entity
@Table(name = "work_calendar_version")
public class CalendarVersion {

    /** The days as published, by date. */
    public record Content(List<CalendarDay> days) {}

    @Id
    private UUID id;

    @ManyToOne
    private WorkCalendar calendar;

    private int number;
    private String source;

    @JdbcTypeCode(SqlTypes.JSON)
    private Content content;

    private String publishedBy;
    private Instant publishedAt;

    protected CalendarVersion() {}

    CalendarVersion(
            WorkCalendar calendar, int number, String source, List<CalendarDay> days, String publishedBy, Instant at) {
        this.id = Uuid7.next();
        this.calendar = calendar;
        this.number = number;
        this.source = source;
        this.content = new Content(days);
        this.publishedBy = publishedBy;
        this.publishedAt = at;
    }

    int number() {
        return number;
    }

    String source() {
        return source;
    }

    List<CalendarDay> days() {
        return content.days();
    }

    String publishedBy() {
        return publishedBy;
    }

    Instant publishedAt() {
        return publishedAt;
    }
}
