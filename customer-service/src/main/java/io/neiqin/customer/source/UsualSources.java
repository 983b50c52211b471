package io.neiqin.customer.source;

import io.neiqin.platform.command.OwnWork;
import io.neiqin.platform.database.InTurn;
import io.neiqin.platform.database.TransactionSql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** The channels to begin with, entered once, with their histories; a company adds its own. */
@ApplicationScoped
class UsualSources {

    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('usual lead sources', 0))";

    private final LeadSources sources;
    private final OwnWork work;

    UsualSources(LeadSources sources, OwnWork work) {
        this.sources = sources;
        this.work = work;
    }

    /** The newest one is shown first. */
    private static List<LeadSource> usual() {
        return List.of(
                new LeadSource("OTHER", "其他", "Other"),
                new LeadSource("PARTNER", "合作伙伴", "Partner"),
                new LeadSource("SOCIAL_MEDIA", "社交媒体", "Social media"),
                new LeadSource("TELEMARKETING", "电话营销", "Telemarketing"),
                new LeadSource("REFERRAL", "转介绍", "Referral"),
                new LeadSource("PHONE_IN", "来电", "Phone-in"),
                new LeadSource("WEBSITE", "网站", "Website"),
                new LeadSource("EXHIBITION", "展会", "Exhibition"));
    }

    void enter(@Observes StartupEvent started) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> work.run(
                "create",
                context -> Panache.getSession()
                        .flatMap(session -> TransactionSql.select(session, LOCK))
                        .chain(() -> sources.count())
                        .flatMap(known -> known > 0
                                ? Uni.createFrom().voidItem()
                                : InTurn.each(usual(), one -> sources.persist(one))
                                        .replaceWithVoid())));
    }
}
