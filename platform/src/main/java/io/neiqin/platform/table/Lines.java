package io.neiqin.platform.table;

import java.io.Closeable;
import java.time.LocalDate;

/** The lines of a file, one after the other; memory does not grow with the file. */
interface Lines extends Closeable {

    /** The next one, null at the end; refuses with {@link io.neiqin.platform.problem.Problem} what cannot be read on. */
    Line next();

    /** From which on dates are counted where they stand as a number of days; null where they do not. */
    LocalDate dayZero();

    /** How the file is written, as {@code CSV UTF-8} or {@code XLSX}. */
    String form();
}
