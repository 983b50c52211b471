package io.neiqin.platform.attachment;

import java.time.Instant;
import java.util.UUID;

/**
 * A paper (附件) as its record shows it, and may keep it.
 *
 * @param purpose as {@code SOURCE}
 * @param name of the file
 * @param mediaType by its content
 * @param sha256 of its content
 * @param size in bytes
 */
public record Paper(
        UUID id,
        String purpose,
        String name,
        String mediaType,
        String sha256,
        long size,
        String addedBy,
        Instant addedAt) {}
