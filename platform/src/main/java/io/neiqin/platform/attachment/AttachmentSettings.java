package io.neiqin.platform.attachment;

import io.neiqin.platform.file.type.FileType;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.util.Set;

/** Which files may be attached. */
@ConfigMapping(prefix = "neiqin.attachment")
interface AttachmentSettings {

    /** The largest. */
    MemorySize size();

    /** What may be in it in all, for one that is packed. */
    MemorySize unpacked();

    Set<FileType> types();
}
