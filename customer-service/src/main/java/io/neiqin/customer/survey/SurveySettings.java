package io.neiqin.customer.survey;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Map;

/** When customers are asked, and what follows. */
@ConfigMapping(prefix = "neiqin.survey")
interface SurveySettings {

    /** How often an instance looks who is to be asked, or off. */
    String sweep();

    /** By tier, as {@code vip}: how long after the last return visit the next one is planned. */
    Map<String, Duration> every();

    /** So many return visits at most that the cadence has planned for somebody are open at once. */
    int perOwner();

    /** How long after a delivery was accepted the customer is asked. */
    Duration afterDelivery();

    /** How long it is left alone after it was asked how satisfied it is. */
    Duration rest();

    /** So many attempts in vain make it unreached. */
    int attempts();

    /** A score of at most that is a complaint. */
    int lowScore();
}
