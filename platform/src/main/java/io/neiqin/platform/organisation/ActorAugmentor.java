package io.neiqin.platform.organisation;

import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.CurrentActor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.identity.Visibility;
import io.quarkus.oidc.runtime.OidcJwtCallerPrincipal;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a verified token into an {@link Actor}: the token says who, the organisation says what he may. Roles in the
 * token other than the two bootstrap roles are dropped, so that an identity provider cannot hand out business roles.
 */
@ApplicationScoped
public class ActorAugmentor implements SecurityIdentityAugmentor {

    /** Keycloak's mark of a token that tells a client who logged in; it opens nothing. */
    private static final String ID_TOKEN = "ID";

    private final Organisation organisation;

    public ActorAugmentor(Organisation organisation) {
        this.organisation = organisation;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof OidcJwtCallerPrincipal token)) {
            return Uni.createFrom().item(identity);
        }
        if (ID_TOKEN.equals(claim(token, "typ"))) {
            return Uni.createFrom().failure(new AuthenticationFailedException("an ID token is no access token"));
        }
        Set<String> bootstrap = new HashSet<>(identity.getRoles());
        bootstrap.retainAll(Roles.FROM_TOKEN);
        String claimed = claim(token, "employee_no");
        String employeeNo = claimed == null ? token.getSubject() : claimed;
        Uni<Optional<Organisation.Member>> found =
                employeeNo == null ? Uni.createFrom().item(Optional.empty()) : organisation.member(employeeNo);
        return found.map(member -> {
            QuarkusSecurityIdentity.Builder builder = QuarkusSecurityIdentity.builder()
                    .setPrincipal(token)
                    .addCredentials(identity.getCredentials())
                    .addAttributes(identity.getAttributes());
            actor(employeeNo, member, bootstrap)
                    .ifPresent(actor -> builder.addRoles(actor.roles()).addAttribute(CurrentActor.ATTRIBUTE, actor));
            return builder.build();
        });
    }

    /** Not {@code getClaim}, which throws and catches an exception for every claim that its standard does not name. */
    private static String claim(OidcJwtCallerPrincipal token, String name) {
        return token.getClaims().getClaimValue(name) instanceof String text ? text : null;
    }

    /**
     * Empty for somebody whom neither the organisation nor the token vouches for. The organisation has the last word on
     * whom it knows: a person is no machine account whatever his token says, and a machine account sees what it was
     * given. One that nobody has hired yet may read the event feed, and sees no business record: it owns none.
     */
    private static Optional<Actor> actor(
            String employeeNo, Optional<Organisation.Member> known, Set<String> bootstrap) {
        Set<String> roles = new HashSet<>(bootstrap);
        if (known.filter(Organisation.Member::person).isPresent()) {
            roles.remove(Roles.SYSTEM);
        }
        Optional<Organisation.Member> member = known.filter(Organisation.Member::active);
        member.ifPresent(m -> {
            roles.addAll(m.roles());
            roles.add(Roles.EMPLOYEE);
        });
        if (roles.isEmpty() || employeeNo == null) {
            return Optional.empty();
        }
        Visibility sees = roles.contains(Roles.SYSTEM_ADMIN)
                ? Visibility.ALL
                : member.map(Organisation.Member::sees).orElse(new Visibility(false, Set.of(employeeNo), Set.of()));
        if (roles.contains(Roles.SYSTEM) && (known.isEmpty() || sees.all())) {
            roles.add(Roles.EVENT_FEED);
        }
        return Optional.of(new Actor(
                employeeNo,
                member.map(Organisation.Member::name).orElse(employeeNo),
                member.map(Organisation.Member::departmentId).orElse(null),
                Set.copyOf(roles),
                sees));
    }
}
