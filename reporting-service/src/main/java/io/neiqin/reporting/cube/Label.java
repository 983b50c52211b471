package io.neiqin.reporting.cube;

import java.time.Instant;

/** What people call a dimension's key, as said at some time. */
public record Label(Dimension dimension, String key, String text, Instant asOf) {}
