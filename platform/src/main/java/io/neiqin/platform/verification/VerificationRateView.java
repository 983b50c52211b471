package io.neiqin.platform.verification;

import io.neiqin.platform.http.View;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A rate as it is shown.
 *
 * @param id null, as setBy and setAt, where the default holds; its version is 0
 * @param rate percent
 */
public record VerificationRateView(
        UUID id, int version, String entity, String entererNo, BigDecimal rate, String setBy, Instant setAt)
        implements View {

    static VerificationRateView of(VerificationRate rate) {
        return new VerificationRateView(
                rate.id(), rate.times(), rate.entity(), rate.entererNo(), rate.percent(), rate.setBy(), rate.setAt());
    }
}
