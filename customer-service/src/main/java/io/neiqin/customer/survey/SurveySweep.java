package io.neiqin.customer.survey;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.command.OwnWork;
import io.neiqin.platform.database.InTurn;
import io.neiqin.platform.problem.DatabaseFaults;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Plans by itself who is to be asked: by a customer's tier, and some days after a delivery; and finds another for what one
 * who has left was to do. Each in one transaction with its
 * event, so that a crash leaves it to be found again; of two instances the second finds it planned, or is refused by the
 * database.
 */
@ApplicationScoped
class SurveySweep {

    private static final Logger LOG = Logger.getLogger(SurveySweep.class);

    /** So many of each at most in one look. */
    private static final int AT_ONCE = 200;

    private final Surveys surveys;
    private final SurveyService service;
    private final SurveySettings settings;
    private final OwnWork work;
    private final BusinessClock clock;

    SurveySweep(Surveys surveys, SurveyService service, SurveySettings settings, OwnWork work, BusinessClock clock) {
        this.surveys = surveys;
        this.service = service;
        this.settings = settings;
        this.work = work;
        this.clock = clock;
    }

    /** One that fails is passed over until the next look; while the database is away, all are. */
    @Scheduled(every = "{neiqin.survey.sweep}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        LocalDate today = clock.today();
        return found(() -> surveys.withoutClock(today, AT_ONCE), "begin-survey", service::startClock)
                .chain(() -> found(() -> surveys.leftBehind(today, AT_ONCE), "give-on", service::giveOn))
                .chain(() -> found(
                        () -> surveys.toVisit(since(settings.every(), today), today, settings.perOwner(), AT_ONCE),
                        "plan-return-visit",
                        service::planVisit))
                .chain(() -> found(() -> delivered(today), "plan-survey", service::planAfter))
                .onFailure()
                .invoke(away -> LOG.warnf("surveys wait: %s", away.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** What was accepted so long ago that nobody remembers it is not asked about any more. */
    private Uni<List<Surveys.Delivered>> delivered(LocalDate today) {
        LocalDate last = today.minusDays(settings.afterDelivery().toDays());
        LocalDate rested = today.minusDays(settings.rest().toDays());
        return surveys.toAsk(last.minusDays(settings.rest().toDays()), last, rested, AT_ONCE);
    }

    /** The name of a tier stands in small letters there. */
    static Map<String, LocalDate> since(Map<String, java.time.Duration> every, LocalDate today) {
        return every.entrySet().stream()
                .collect(Collectors.toMap(
                        tier -> tier.getKey().toUpperCase(Locale.ROOT),
                        tier -> today.minusDays(tier.getValue().toDays()),
                        (one, other) -> one));
    }

    private <T> Uni<Void> found(
            java.util.function.Supplier<Uni<List<T>>> look, String command, BiFunction<T, CommandContext, Uni<?>> act) {
        return Panache.withSession(look)
                .flatMap(found -> InTurn.each(
                        found,
                        each -> work.run(command, context -> act.apply(each, context))
                                .onFailure(failed -> !DatabaseFaults.isPassing(failed))
                                .invoke(failed -> LOG.errorf(failed, "%s fails for %s", command, each))
                                .onFailure(failed -> !DatabaseFaults.isPassing(failed))
                                .recoverWithNull()))
                .replaceWithVoid();
    }
}
