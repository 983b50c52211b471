package io.neiqin.customer.tag;

import io.neiqin.customer.tag.Tag.Kind;
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

/** Words to begin with, entered once, with their histories; a company adds its own. */
@ApplicationScoped
class UsualTags {

    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('usual tags', 0))";

    private final Tags tags;
    private final OwnWork work;

    UsualTags(Tags tags, OwnWork work) {
        this.tags = tags;
        this.work = work;
    }

    /** The newest one is shown first. */
    private static List<Tag> usual() {
        return List.of(
                new Tag("DISTRIBUTOR", Kind.OTHER, "经销商", "Distributor"),
                new Tag("URGENT_DELIVERY", Kind.OTHER, "交期敏感", "Needs it fast"),
                new Tag("PRICE_SENSITIVE", Kind.OTHER, "价格敏感", "Looks at the price"),
                new Tag("VIP_CANDIDATE", Kind.OTHER, "拟列VIP", "Might become VIP"),
                new Tag("KEY_ACCOUNT", Kind.OTHER, "重点客户", "Key account"),
                new Tag("STAGE_PARTNER", Kind.STAGE, "稳定合作", "Buys regularly"),
                new Tag("STAGE_NEGOTIATING", Kind.STAGE, "商务谈判", "Negotiating"),
                new Tag("STAGE_SAMPLE", Kind.STAGE, "试样试用", "Sample on trial"),
                new Tag("STAGE_QUOTED", Kind.STAGE, "已报价", "Quoted"),
                new Tag("STAGE_NEEDS_KNOWN", Kind.STAGE, "需求确认", "Needs are known"),
                new Tag("STAGE_CONTACTED", Kind.STAGE, "初步接洽", "First contact"),
                new Tag("INTENT_NONE", Kind.INTENTION, "无意向", "Not interested"),
                new Tag("INTENT_LOW", Kind.INTENTION, "低意向", "Hardly interested"),
                new Tag("INTENT_MEDIUM", Kind.INTENTION, "中意向", "Considers"),
                new Tag("INTENT_HIGH", Kind.INTENTION, "高意向", "Wants to buy"));
    }

    void enter(@Observes StartupEvent started) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> work.run(
                "create",
                context -> Panache.getSession()
                        .flatMap(session -> TransactionSql.select(session, LOCK))
                        .chain(() -> tags.count())
                        .flatMap(known -> known > 0
                                ? Uni.createFrom().voidItem()
                                : InTurn.each(usual(), one -> tags.persist(one)).replaceWithVoid())));
    }
}
