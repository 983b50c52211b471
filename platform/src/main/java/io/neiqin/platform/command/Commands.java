package io.neiqin.platform.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.neiqin.platform.command.IdempotencyKeys.Key;
import io.neiqin.platform.database.StatementParts;
import io.neiqin.platform.history.Recording;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.relay.Relay;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.hibernate.FlushMode;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The boundary of every command that comes over HTTP: one transaction around the Service's work, the idempotency key
 * and the answer; the relay is woken after the commit.
 */
@ApplicationScoped
public class Commands {

    private final CommandRequests requests;
    private final IdempotencyKeys keys;
    private final ObjectMapper json;
    private final Relay relay;
    private final BiFunction<UUID, Actor, ? extends Uni<?>> sight;

    @Inject
    Commands(CommandRequests requests, IdempotencyKeys keys, ObjectMapper json, Relay relay) {
        this(requests, keys, json, relay, (id, actor) -> Uni.createFrom().voidItem());
    }

    private Commands(
            CommandRequests requests,
            IdempotencyKeys keys,
            ObjectMapper json,
            Relay relay,
            BiFunction<UUID, Actor, ? extends Uni<?>> sight) {
        this.requests = requests;
        this.keys = keys;
        this.json = json;
        this.relay = relay;
        this.sight = sight;
    }

    /**
     * Commands on records that not everybody sees.
     *
     * @param look reads a record as the caller, and refuses where he does not see it: a kept answer is given again only
     *     to one who still may see what it shows
     */
    public Commands within(BiFunction<UUID, Actor, ? extends Uni<?>> look) {
        return new Commands(requests, keys, json, relay, look);
    }

    /** A POST that makes something: 201 with Location. */
    public <A> Uni<Response> create(
            Object request, Function<CommandContext, Uni<A>> work, Function<A, ? extends View> view) {
        return execute(201, request, work, view);
    }

    /** A POST that does something to what is there: 200. If-Match is honoured when sent. */
    public <A> Uni<Response> run(
            Object request, Function<CommandContext, Uni<A>> work, Function<A, ? extends View> view) {
        return execute(200, request, work, view);
    }

    /** A PUT or PATCH: 200; without If-Match 428. */
    public <A> Uni<Response> change(
            Object request, Function<CommandContext, Uni<A>> work, Function<A, ? extends View> view) {
        requests.requireIfMatch();
        return execute(200, request, work, view);
    }

    private <A> Uni<Response> execute(
            int status, Object request, Function<CommandContext, Uni<A>> work, Function<A, ? extends View> view) {
        CommandContext context = requests.context();
        Optional<Key> key = requests.idempotencyKey(context, request);
        Uni<Response> answer = Uni.createFrom().deferred(() -> attempt(status, context, key, work, view));
        return key.isEmpty()
                ? answer
                : answer.onFailure().recoverWithUni(refusal -> answerOrRefusal(answer, key.get(), refusal));
    }

    /** The same request may have been answered since this one looked; what was refused then was only the repetition. */
    private Uni<Response> answerOrRefusal(Uni<Response> answer, Key key, Throwable refusal) {
        return keys.isAnswered(key)
                .onFailure()
                .recoverWithItem(false)
                .flatMap(answered -> answered ? answer : Uni.createFrom().failure(refusal));
    }

    private <A> Uni<Response> attempt(
            int status,
            CommandContext context,
            Optional<Key> key,
            Function<CommandContext, Uni<A>> work,
            Function<A, ? extends View> view) {
        String path = requests.path();
        return Panache.withTransaction(() -> Panache.getSession().flatMap(session -> {
                    Uni<Reply> perform = Uni.createFrom()
                            .deferred(() -> perform(session, status, path, context, work, view))
                            .flatMap(reply -> end(session, context, key, reply));
                    return key.isEmpty()
                            ? perform
                            : keys.claim(session, key.get())
                                    .flatMap(stored -> stored != null
                                            ? sight.apply(idOf(stored), context.actor())
                                                    .replaceWith(stored)
                                            : perform);
                }))
                .invoke(relay::wake)
                .map(Reply::toResponse);
    }

    /**
     * Flushes before the view is made, so that it shows the version which the commit will have; once, for what is seen
     * is what is stored, and comparing every entity again at the commit costs as much as the first time.
     */
    private <A> Uni<Reply> perform(
            Mutiny.Session session,
            int status,
            String path,
            CommandContext context,
            Function<CommandContext, Uni<A>> work,
            Function<A, ? extends View> view) {
        context.begin();
        Uni<A> done = work.apply(context).call(session::flush).invoke(() -> session.setFlushMode(FlushMode.MANUAL));
        return done.map(view).map(shown -> {
            String location = status == 201 ? path + "/" + shown.id() : null;
            return new Reply(status, ETags.of(shown.version()), 0, location, write(shown), false);
        });
    }

    /**
     * What the command tells, what it changed and the answer under its key are written last: in one statement where it
     * tells once.
     */
    private Uni<Reply> end(Mutiny.Session session, CommandContext context, Optional<Key> key, Reply reply) {
        List<Telling> tellings = context.tellings();
        StatementParts changes = Recording.of(session, context.deed(), context.watched());
        if (tellings.size() == 1) {
            StatementParts along = key.isEmpty() ? changes : changes.and(keys.keeping(key.get(), reply));
            return tellings.get(0).write(session, along).map(reply::telling);
        }
        Uni<Reply> told = changes.write(session).replaceWith(reply);
        for (Telling telling : tellings) {
            told = told.flatMap(
                    before -> telling.write(session, StatementParts.NONE).map(before::telling));
        }
        return key.isEmpty() ? told : told.call(last -> keys.store(session, key.get(), last));
    }

    private UUID idOf(Reply stored) {
        try {
            return UUID.fromString(json.readTree(stored.body()).path("id").asText());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String write(Object view) {
        try {
            return json.writeValueAsString(view);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
