package io.neiqin.platform.file;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where stored files lie. */
@ConfigMapping(prefix = "neiqin.files")
interface FileSettings {

    enum Kind {
        /** A folder that this instance, or all of them, can write. */
        FOLDER,
        /** A bucket of a server that speaks S3. */
        S3
    }

    Kind store();

    /** For {@code store=folder}; made where it is missing. This service's files lie below its name in it. */
    Path folder();

    /** How often what nobody needs is looked for; {@code off} for never. */
    String sweepEvery();

    /** So old is what is swept, at least: a row that needs it may not have been written yet. */
    Duration sweepGrace();

    S3 s3();

    /** For {@code store=s3}. */
    interface S3 {

        /** Empty for Amazon's own of the region. */
        Optional<URI> endpoint();

        String region();

        /** The names of this service's files begin with its name. */
        Optional<String> bucket();

        /** Empty for what the machine's environment has (role of the instance, variables). */
        Optional<String> accessKey();

        Optional<String> secretKey();

        /** Whether the bucket stands in the path, not in the host's name; most servers but Amazon's want that. */
        @WithDefault("true")
        boolean pathStyle();
    }
}
