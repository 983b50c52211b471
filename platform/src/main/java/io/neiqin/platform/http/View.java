package io.neiqin.platform.http;

import java.util.UUID;

/** What an aggregate looks like from outside: its id and version make Location and ETag. */
public interface View {
    UUID id();

    int version();
}
