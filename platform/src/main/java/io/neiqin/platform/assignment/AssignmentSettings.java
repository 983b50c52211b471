package io.neiqin.platform.assignment;

import io.neiqin.platform.assignment.proposal.Strategy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a company sets for each kind of task; a kind that is not there, or is off, is offered to nobody. */
@ConfigMapping(prefix = "neiqin.assignment")
interface AssignmentSettings {

    /** How often an instance looks for tasks of people who have left. */
    Duration every();

    Map<String, Kind> kind();

    interface Kind {

        @WithDefault("true")
        boolean enabled();

        String role();

        String lead();

        Optional<String> skill();

        @WithDefault("SCORED")
        Strategy strategy();

        @WithDefault("1")
        int weight();

        Factor factor();

        /** Percent. */
        @WithDefault("50")
        int cap();
    }

    interface Factor {

        @WithDefault("5")
        int load();

        @WithDefault("1")
        int skill();

        @WithDefault("2")
        int history();

        @WithDefault("2")
        int own();

        /** None, until a company asks for it: quick is not good for every kind. */
        @WithDefault("0")
        int time();
    }
}
