package io.neiqin.testkit.rules.sample.bad.one;

import io.neiqin.testkit.rules.sample.bad.two.Two;

public record One(Two two) {}
