package io.neiqin.reporting.rebuild;

import io.quarkus.test.junit.QuarkusTestProfile;

/** A start of its own: other tests lose records of the topic on purpose, which no rebuild brings back. */
public final class OwnDatabase implements QuarkusTestProfile {}
