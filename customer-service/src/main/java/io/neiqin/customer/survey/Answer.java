package io.neiqin.customer.survey;

import io.neiqin.events.customers.SurveyEvent;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the customer has said. Scores are 1 (not at all satisfied) to 5.
 *
 * @param answeredBy the contact who has said it, by name
 * @param overall needed in a satisfaction survey; null where a return visit did not ask
 * @param scores by dimension; null where nothing was said of any
 * @param reasons for the scores, in its words
 * @param needs what it needs otherwise than before (需求变化)
 * @param opinions what else it thinks (意见)
 */
public record Answer(
        @NotNull Channel channel,
        @NotBlank @Size(max = 100) String answeredBy,
        @Min(1) @Max(5) Integer overall,
        @Valid Scores scores,
        @Size(max = 2000) String reasons,
        @Size(max = 2000) String needs,
        @Size(max = 2000) String opinions) {

    /** How a customer is asked. */
    public enum Channel {
        PHONE,
        VISIT,
        WECHAT,
        EMAIL,
        /** It fills in a form by itself. */
        FORM
    }

    /** By dimension; null where the customer did not say. */
    public record Scores(
            @Min(1) @Max(5) Integer product,
            @Min(1) @Max(5) Integer delivery,
            @Min(1) @Max(5) Integer service,
            @Min(1) @Max(5) Integer price) {

        private Stream<Integer> given() {
            return Stream.of(product, delivery, service, price).filter(Objects::nonNull);
        }

        SurveyEvent.Scores asEvent() {
            return new SurveyEvent.Scores(product, delivery, service, price);
        }
    }

    /** The overall score or, where there is none, the worst of the others; null where there is no score at all. */
    Integer worth() {
        return overall != null || scores == null
                ? overall
                : scores.given().min(Integer::compare).orElse(null);
    }

    /** The least of all scores; empty where there is none. */
    Optional<Integer> lowest() {
        Stream<Integer> dimensions = scores == null ? Stream.of() : scores.given();
        return Stream.concat(Stream.ofNullable(overall), dimensions).min(Integer::compare);
    }

    /** Whether it has a score, overall or of a dimension, of at most so much. */
    boolean isAtMost(int score) {
        return lowest().filter(least -> least <= score).isPresent();
    }

    SurveyEvent.Scores scoresAsEvent() {
        return scores == null ? new SurveyEvent.Scores(null, null, null, null) : scores.asEvent();
    }
}
