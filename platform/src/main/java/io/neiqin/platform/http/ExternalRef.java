package io.neiqin.platform.http;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** The natural key that a record has in another system; unique, so that a second import changes nothing. */
public record ExternalRef(
        @NotBlank @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,39}")
        String system,

        @NotBlank @Size(max = 100) String id) {}
