package io.neiqin.customer.survey;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.events.customers.SurveyEvent;
import io.neiqin.events.customers.SurveyEvent.ReturnVisitDone;
import io.neiqin.events.customers.SurveyEvent.SurveyAnswered;
import io.neiqin.events.customers.SurveyEvent.SurveyCancelled;
import io.neiqin.events.customers.SurveyEvent.SurveyPlanned;
import io.neiqin.events.customers.SurveyEvent.SurveyUnreached;

/** What the other services are told of a survey: never what the customer said in words, nor who said it. */
record News(Survey survey, CustomerRef customer) {

    SurveyPlanned planned() {
        return new SurveyPlanned(
                survey.id(),
                survey.number(),
                survey.kind().name(),
                cause(),
                survey.occasion().orderId(),
                asEvent(),
                survey.assigneeNo(),
                survey.plannedFor());
    }

    SurveyEvent answered() {
        Answer said = survey.answer();
        String channel = said.channel().name();
        return survey.kind() == Survey.Kind.SATISFACTION
                ? new SurveyAnswered(
                        survey.id(),
                        survey.number(),
                        cause(),
                        survey.occasion().orderId(),
                        asEvent(),
                        channel,
                        said.overall(),
                        said.scoresAsEvent(),
                        survey.doneBy())
                : new ReturnVisitDone(
                        survey.id(),
                        survey.number(),
                        cause(),
                        asEvent(),
                        channel,
                        said.overall(),
                        said.scoresAsEvent(),
                        survey.doneBy());
    }

    SurveyUnreached unreached() {
        return new SurveyUnreached(
                survey.id(),
                survey.number(),
                survey.kind().name(),
                cause(),
                asEvent(),
                survey.attempts().count());
    }

    SurveyCancelled cancelled() {
        return new SurveyCancelled(survey.id(), survey.number(), survey.kind().name(), cause(), asEvent());
    }

    private String cause() {
        return survey.occasion().cause().name();
    }

    private SurveyEvent.Customer asEvent() {
        return new SurveyEvent.Customer(
                customer.id(),
                customer.number(),
                customer.name(),
                customer.region(),
                customer.tier() == null ? null : customer.tier().name(),
                customer.ownerNo(),
                customer.departmentId());
    }
}
