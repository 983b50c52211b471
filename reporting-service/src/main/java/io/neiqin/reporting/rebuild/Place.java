package io.neiqin.reporting.rebuild;

/** Where a projection stands. The place is the name of its schema, so a projection moves by being renamed. */
public enum Place {
    /** Read by everybody, written by the intake. */
    LIVE("kpi"),
    /** Being built, or built and following the live one. */
    SHADOW("kpi_next"),
    /** Was live before the last switch. */
    PREVIOUS("kpi_previous");

    private final String schema;

    Place(String schema) {
        this.schema = schema;
    }

    String schema() {
        return schema;
    }
}
