package io.neiqin.customer.tag;

import io.neiqin.platform.command.Commands;
import io.neiqin.platform.history.History;
import io.neiqin.platform.history.HistoryView;
import io.neiqin.platform.http.ETags;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The vocabulary over HTTP. */
@Path("/tags")
@Produces(MediaType.APPLICATION_JSON)
public class TagResource {

    private final Commands commands;
    private final TagService service;
    private final Tags tags;
    private final History history;

    public TagResource(Commands commands, TagService service, Tags tags, History history) {
        this.commands = commands;
        this.service = service;
        this.tags = tags;
        this.history = history;
    }

    @POST
    @RolesAllowed({Roles.CLERK_LEAD, Roles.SALES_MANAGER})
    @APIResponseSchema(value = TagView.class, responseCode = "201")
    public Uni<Response> create(@NotNull @Valid NewTag request) {
        return commands.create(
                request,
                context -> service.create(new Tag(request.code(), request.kind(), request.zh(), request.en())),
                TagView::of);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Roles.CLERK_LEAD, Roles.SALES_MANAGER})
    @APIResponseSchema(TagView.class)
    public Uni<Response> change(UUID id, @NotNull @Valid TagChange request) {
        return commands.change(
                request,
                context -> service.change(id, request.zh(), request.en(), request.active(), context),
                TagView::of);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    @APIResponseSchema(TagView.class)
    public Uni<Response> get(UUID id) {
        return tags.get(id).map(TagView::of).map(ETags::ok);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<HistoryView>> history(UUID id, @BeanParam PageRequest page) {
        return tags.get(id).chain(() -> history.page(id, page));
    }

    @GET
    @RolesAllowed(Roles.EMPLOYEE)
    @WithSession
    public Uni<Page<TagView>> list(
            @QueryParam("kind") String kind, @QueryParam("active") Boolean active, @BeanParam PageRequest page) {
        return tags.page(Filter.oneOf(Tag.Kind.class, "kind", kind), active, page);
    }

    /** A word as it is entered. */
    public record NewTag(
            @NotNull @Pattern(regexp = "[A-Z][A-Z0-9_]{0,39}")
            String code,

            @NotNull Tag.Kind kind,
            @NotBlank @Size(max = 60) String zh,
            @NotBlank @Size(max = 60) String en) {}

    /** How it is said, and whether it may be put on a customer; code and kind stay. */
    public record TagChange(
            @NotBlank @Size(max = 60) String zh,
            @NotBlank @Size(max = 60) String en,
            @NotNull Boolean active) {}

    /** A word as it is shown. */
    public record TagView(
            UUID id,
            int version,
            @NotNull String code,
            @NotNull Tag.Kind kind,
            @NotNull String zh,
            @NotNull String en,
            boolean active)
            implements View {

        static TagView of(Tag tag) {
            return new TagView(tag.id(), tag.version(), tag.code(), tag.kind(), tag.zh(), tag.en(), tag.active());
        }
    }
}
