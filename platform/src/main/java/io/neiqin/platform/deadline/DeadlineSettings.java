package io.neiqin.platform.deadline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a company sets: its opening hours, and the terms of each kind of deadline. */
@ConfigMapping(prefix = "neiqin.deadline")
interface DeadlineSettings {

    /** As 09:00-12:00. */
    List<String> openings();

    /** How often an instance looks for what is due. */
    Duration every();

    Map<String, Kind> kind();

    interface Kind {
        Measure measure();

        Duration allowed();

        @WithDefault("0s")
        Duration warnBefore();

        Optional<List<Duration>> escalateAfter();
    }
}
