package io.neiqin.platform.exporting;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** What a company sets for exports. */
@ConfigMapping(prefix = "neiqin.export")
interface ExportSettings {

    /** Up to so many rows are ready in the answer. */
    int atOnce();

    /** More rows are not taken out at once. */
    long maxRows();

    /** A file is no larger, in bytes. */
    long maxBytes();

    /** So many of one person wait or are being made. */
    int perPerson();

    /** How long a file can be fetched. */
    Duration keep();

    /** How often an instance looks for one to make, and for files whose time is over. */
    String every();
}
