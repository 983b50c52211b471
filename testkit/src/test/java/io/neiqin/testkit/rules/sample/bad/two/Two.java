package io.neiqin.testkit.rules.sample.bad.two;

import io.neiqin.testkit.rules.sample.bad.one.One;

public record Two(One one) {}
