package io.neiqin.platform.verification;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.util.Map;

/** What a service has checked, and how much of it where nothing else is set for a person. */
@ConfigMapping(prefix = "neiqin.verification")
interface VerificationSettings {

    Map<String, Entity> entity();

    interface Entity {

        /** Percent. */
        @WithDefault("100")
        BigDecimal rate();
    }
}
