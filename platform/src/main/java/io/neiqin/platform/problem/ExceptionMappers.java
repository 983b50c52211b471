package io.neiqin.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The only place where an exception becomes an HTTP answer. Nothing of its text reaches the caller. */
public class ExceptionMappers {

    private static final Logger LOG = Logger.getLogger(ExceptionMappers.class);

    private final ProblemAnswers answers;
    private final CurrentIdentityAssociation identities;
    private final UnroutedRequests unrouted;

    public ExceptionMappers(ProblemAnswers answers, CurrentIdentityAssociation identities, UnroutedRequests unrouted) {
        this.answers = answers;
        this.unrouted = unrouted;
        this.identities = identities;
    }

    @ServerExceptionMapper
    public Response problem(Problem problem, HttpHeaders headers) {
        return answer(problem, headers);
    }

    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException invalid, HttpHeaders headers) {
        return answer(Violations.ofCall(invalid.getConstraintViolations()), headers);
    }

    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException unreadable, HttpHeaders headers) {
        return answer(json(unreadable), headers);
    }

    @ServerExceptionMapper
    public Response unauthorized(UnauthorizedException missing, HttpHeaders headers) {
        return answer(Problem.of(401, "token-missing"), headers);
    }

    @ServerExceptionMapper
    public Response unauthenticated(AuthenticationFailedException invalid, HttpHeaders headers) {
        return answer(Problem.of(401, "token-invalid"), headers);
    }

    /** Its keys cannot be fetched: nobody is let in on trust. */
    @ServerExceptionMapper
    public Response identityAway(OIDCException away, HttpHeaders headers) {
        return answer(Problem.unavailable("identity-unavailable"), headers);
    }

    /** An employee whom admin-service does not know learns that, not that a role is missing. */
    @ServerExceptionMapper
    public Uni<Response> forbidden(ForbiddenException refused, HttpHeaders headers) {
        return identities.getDeferredIdentity().map(identity -> {
            boolean unknown = identity.getRoles().isEmpty();
            return answer(Problem.forbidden(unknown ? "unknown-employee" : "role-missing"), headers);
        });
    }

    @ServerExceptionMapper
    public Response http(WebApplicationException refused, HttpHeaders headers, HttpServerRequest request) {
        Throwable cause = refused.getCause();
        if (unrouted.isCutOff(request)) {
            return answer(Problem.of(413, "http.413"), headers);
        }
        if (cause instanceof JsonProcessingException unreadable) {
            return answer(json(unreadable), headers);
        }
        if (refused instanceof NotFoundException && cause != null) {
            // The address is one of ours, but an id, a date or a number in it is none.
            return answer(Problem.badRequest("parameter-unreadable"), headers);
        }
        int status = refused.getResponse().getStatus();
        if (status == 405) {
            return Response.fromResponse(answer(Problem.of(405, "http.405"), headers))
                    .header("Allow", AllowedMethods.ofCurrentRequest())
                    .build();
        }
        return status >= 500 ? unexpected(refused, headers) : answer(Problem.of(status, "http." + status), headers);
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable thrown, HttpHeaders headers) {
        return DatabaseFaults.problemOf(thrown)
                .map(problem -> answer(problem, headers))
                .orElseGet(() -> {
                    Response answer = answer(Problem.of(500, "unexpected"), headers);
                    LOG.errorf(thrown, "unexpected failure, answered as %s", answer.getEntity());
                    return answer;
                });
    }

    private Response answer(Problem problem, HttpHeaders headers) {
        return answers.answer(problem, headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
    }

    private static Problem json(JsonProcessingException unreadable) {
        if (!(unreadable instanceof JsonMappingException mapping)) {
            return Problem.badRequest("broken-json");
        }
        for (Throwable cause = mapping; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem;
            }
        }
        String code = mapping instanceof UnrecognizedPropertyException ? "field.unknown" : "field.type";
        return Problem.badRequest("invalid-request").at(pointer(mapping.getPath()), code);
    }

    private static String pointer(List<JsonMappingException.Reference> path) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : path) {
            pointer.append('/').append(step.getFieldName() != null ? step.getFieldName() : step.getIndex());
        }
        return pointer.toString();
    }
}
