package io.neiqin.customer.duplicate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** When it is looked for duplicates, and how alike two are to be proposed. */
@ApplicationScoped
class ScanSettings {

    private final boolean nightly;
    private final int hour;
    private final int openFrom;
    private final Duration unmergeWithin;

    ScanSettings(
            @ConfigProperty(name = "neiqin.duplicates.nightly") boolean nightly,
            @ConfigProperty(name = "neiqin.duplicates.hour") int hour,
            @ConfigProperty(name = "neiqin.duplicates.open-from") int openFrom,
            @ConfigProperty(name = "neiqin.duplicates.unmerge-within") Duration unmergeWithin) {
        this.nightly = nightly;
        this.hour = hour;
        this.openFrom = openFrom;
        this.unmergeWithin = unmergeWithin;
    }

    boolean nightly() {
        return nightly;
    }

    /** Of the company's day. */
    int hour() {
        return hour;
    }

    /** So many points of 100. */
    int openFrom() {
        return openFrom;
    }

    Duration unmergeWithin() {
        return unmergeWithin;
    }
}
