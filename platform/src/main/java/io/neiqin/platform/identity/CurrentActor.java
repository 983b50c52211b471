package io.neiqin.platform.identity;

import io.neiqin.platform.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/** The actor of the request in hand. */
@RequestScoped
public class CurrentActor {

    /** Where the verified identity carries its actor. */
    public static final String ATTRIBUTE = "neiqin.actor";

    private final SecurityIdentity identity;

    public CurrentActor(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** Refuses with 403 when the token's holder is nobody here. */
    public Actor get() {
        Actor actor = identity.getAttribute(ATTRIBUTE);
        if (actor == null) {
            throw Problem.forbidden("unknown-employee");
        }
        return actor;
    }
}
