package io.neiqin.platform.importing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** In which columns a file says something else than what is stored. What it does not say is no difference. */
public final class Differences {

    private final List<String> columns = new ArrayList<>();

    /**
     * Both in the form in which they are stored; a decimal is equal to another with more zeros.
     *
     * @param said null for nothing
     */
    public Differences compare(String column, Object said, Object stored) {
        boolean equal = said instanceof BigDecimal a && stored instanceof BigDecimal b
                ? a.compareTo(b) == 0
                : Objects.equals(said, stored);
        if (said != null && !equal) {
            columns.add(column);
        }
        return this;
    }

    public List<String> columns() {
        return columns;
    }
}
