package io.neiqin.customer.customer;

import io.neiqin.customer.identifier.Phone;
import io.neiqin.customer.identifier.Uscc;
import io.neiqin.customer.similarity.Candidate;
import io.neiqin.customer.similarity.CompanyName;
import io.neiqin.customer.similarity.Features;
import io.neiqin.customer.similarity.Lookalikes;
import io.neiqin.customer.similarity.Lookalikes.Known;
import io.neiqin.customer.similarity.Signal.Kind;
import io.neiqin.customer.similarity.Similarity;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.organisation.Organisation.Person;
import io.neiqin.platform.organisation.Organisation.PersonOnDay;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.time.BusinessClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which customers may be the one that somebody is about to enter (查重, CUS-13). Whoever sees one is shown it; others are told
 * of a strong one alone, and only whose it is. Phones count where the asker may see them: else he could guess them here.
 */
@ApplicationScoped
public class SimilarCustomers {

    private static final int MOST = 20;

    private final Lookalikes lookalikes;
    private final Organisation organisation;
    private final BusinessClock clock;
    private final int strong;

    SimilarCustomers(
            Lookalikes lookalikes,
            Organisation organisation,
            BusinessClock clock,
            @ConfigProperty(name = "neiqin.duplicates.refuse-from") int strong) {
        this.lookalikes = lookalikes;
        this.organisation = organisation;
        this.clock = clock;
        this.strong = strong;
    }

    /** The most likely first, {@value #MOST} at most. */
    public Uni<List<Candidate>> like(Features asked, Actor actor) {
        return lookalikes.like(asked).flatMap(known -> told(matches(asked, known, actor), actor));
    }

    /**
     * Refuses with 409 who enters a customer that is there already by all signs, unless he says that it is another one, and
     * why. What has the same code or external reference is left to those rules; an import of history has a key of its own.
     */
    Uni<Void> requireNew(CustomerRequest request, CommandContext context) {
        if (context.importBatch().isPresent()) {
            return Uni.createFrom().voidItem();
        }
        Features asked = features(CompanyName.of(request.name()), request);
        return lookalikes
                .same(asked)
                .map(known -> matches(asked, known, context.actor()).stream()
                        .filter(match -> match.similarity().score() >= strong && !isKnownByKey(match, request))
                        .toList())
                .flatMap(matches -> {
                    if (matches.isEmpty()) {
                        return Uni.createFrom().voidItem();
                    }
                    if (request.acceptsDuplicate()) {
                        context.requireReason();
                        return Uni.createFrom().voidItem();
                    }
                    return told(matches, context.actor()).map(candidates -> {
                        throw Problem.conflict("possible-duplicate", candidates.size())
                                .with("candidates", candidates);
                    });
                })
                .replaceWithVoid();
    }

    private static boolean isKnownByKey(Match match, CustomerRequest request) {
        Features known = match.known().features();
        return match.similarity().has(Kind.SAME_USCC) && !match.known().merged()
                || request.externalRef() != null
                        && request.externalRef().system().equals(known.externalSystem())
                        && request.externalRef().id().equals(known.externalId());
    }

    private record Match(Known known, Similarity similarity) {}

    /** Each survivor once, as what it is likest by; the most likely first. */
    private static List<Match> matches(Features asked, List<Known> known, Actor actor) {
        Map<UUID, Match> best = new LinkedHashMap<>();
        for (Known one : known) {
            Match match = new Match(one, Similarity.between(asked, comparedFor(one, actor)));
            if (match.similarity().score() > 0) {
                best.merge(
                        one.id(),
                        match,
                        (a, b) -> a.similarity().score() >= b.similarity().score() ? a : b);
            }
        }
        return best.values().stream()
                .sorted(Comparator.comparingInt(match -> -match.similarity().score()))
                .limit(MOST)
                .toList();
    }

    static Features comparedFor(Known known, Actor actor) {
        return CustomerRights.mayUnmask(actor, known.ownerNo(), known.departmentId(), known.inPool())
                ? known.features()
                : known.features().withoutPhones();
    }

    private Uni<List<Candidate>> told(List<Match> matches, Actor actor) {
        LocalDate today = clock.today();
        List<Match> shown = matches.stream()
                .filter(match ->
                        sees(actor, match.known()) || match.similarity().score() >= strong)
                .toList();
        return shown.isEmpty()
                ? Uni.createFrom().item(List.of())
                : organisation
                        .persons(shown.stream()
                                .map(match -> new PersonOnDay(match.known().ownerNo(), today))
                                .toList())
                        .map(persons -> shown.stream()
                                .map(match -> candidate(
                                        match,
                                        persons.get(
                                                new PersonOnDay(match.known().ownerNo(), today)),
                                        sees(actor, match.known())))
                                .toList());
    }

    private static boolean sees(Actor actor, Known known) {
        return CustomerRights.mayRead(actor, known.ownerNo(), known.departmentId(), known.inPool());
    }

    /** @param owner null for one who is not known here */
    private static Candidate candidate(Match match, Person owner, boolean inSight) {
        Known known = match.known();
        return new Candidate(
                match.similarity().score(),
                match.similarity().signals(),
                inSight,
                inSight ? known.id() : null,
                inSight ? known.number() : null,
                inSight ? known.name() : null,
                inSight ? known.status() : null,
                known.ownerNo(),
                owner == null ? null : owner.name(),
                known.departmentId(),
                owner == null ? null : owner.departmentName(),
                known.inPool());
    }

    /** @param name the request's */
    static Features features(CompanyName name, CustomerRequest request) {
        boolean domestic = Particulars.isDomestic(request.country());
        return features(
                name,
                request.uscc() == null
                        ? null
                        : Uscc.parse(request.uscc()).map(Uscc::value).orElse(null),
                request.taxId(),
                request.contacts().stream().map(CustomerRequest.Person::phone).toList(),
                domestic);
    }

    /**
     * As typed.
     *
     * @param uscc in its form; null for none
     * @param phones what is no phone is left out
     * @param domestic whether a phone without a country code is one of mainland China
     */
    public static Features features(
            CompanyName name, String uscc, String taxId, Collection<String> phones, boolean domestic) {
        Set<String> numbers = phones.stream()
                .filter(Objects::nonNull)
                .flatMap(phone -> Phone.parse(phone, domestic).stream())
                .flatMap(phone -> Stream.ofNullable(phone.e164()))
                .collect(Collectors.toSet());
        return new Features(name, uscc, taxId, numbers, null, null);
    }
}
