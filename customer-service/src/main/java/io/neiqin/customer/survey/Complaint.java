package io.neiqin.customer.survey;

import io.neiqin.customer.ticket.Matter;
import io.neiqin.customer.ticket.TicketRequest;
import io.neiqin.customer.window.TicketType;
import io.neiqin.platform.http.ExternalRef;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ticket that comes of a low score. */
final class Complaint {

    /** Under which a ticket says what it has come of: a survey opens one, once. */
    static final String SYSTEM = TicketRequest.OF_SURVEY;

    private static final int LONGEST = 4000;

    private Complaint() {}

    static TicketRequest of(Survey survey) {
        Answer said = survey.answer();
        return new TicketRequest(
                TicketType.COMPLAINT,
                null,
                channel(said.channel()),
                subject(survey),
                words(survey.number(), said),
                survey.customerId(),
                said.answeredBy(),
                survey.occasion().orderNumber(),
                null,
                new ExternalRef(SYSTEM, survey.number()));
    }

    private static String subject(Survey survey) {
        String what = survey.kind() == Survey.Kind.SATISFACTION ? "满意度调查" : "回访";
        return what + " " + survey.number() + " 评分低（最低 "
                + survey.answer().lowest().orElseThrow() + "/5）";
    }

    /** Scores first: the customer's words may be many. */
    private static String words(String number, Answer said) {
        Answer.Scores scores = said.scores();
        String points = scores == null
                ? null
                : "产品 " + point(scores.product()) + "，交付 " + point(scores.delivery()) + "，服务 " + point(scores.service())
                        + "，价格 " + point(scores.price());
        String all = Stream.of(number, "总体 " + point(said.overall()), points, said.reasons(), said.opinions())
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
        return all.length() <= LONGEST ? all : all.substring(0, LONGEST);
    }

    private static String point(Integer score) {
        return score == null ? "-" : score.toString();
    }

    private static Matter.Channel channel(Answer.Channel asked) {
        return switch (asked) {
            case PHONE -> Matter.Channel.PHONE;
            case VISIT -> Matter.Channel.VISIT;
            case WECHAT -> Matter.Channel.WECHAT;
            case EMAIL -> Matter.Channel.EMAIL;
            case FORM -> Matter.Channel.WEB;
        };
    }
}
