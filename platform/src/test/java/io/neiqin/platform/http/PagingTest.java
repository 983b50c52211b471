package io.neiqin.platform.http;

import static io.neiqin.platform.NoteApi.CLERK;
import static io.neiqin.platform.NoteApi.NOTES;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.NoteApi;
import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class PagingTest {

    private NoteApi notes;
    private String mark;

    @BeforeEach
    void ready() {
        notes = NoteApi.ready();
        mark = UUID.randomUUID().toString();
    }

    @Test
    void showsEverythingOnce_newestFirst_pageByPage() {
        List<String> written = write(7);
        List<String> seen = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            Response page = list("&limit=3&cursor=" + cursor);
            seen.addAll(page.path("items.id"));
            cursor = page.path("nextCursor");
            pages++;
            notes.write(NoteApi.body(mark + " late " + pages));
        } while (cursor != null);
        Collections.reverse(written);
        assertThat(seen).isEqualTo(written);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void hasNoNextPage_whenTheLastIsJustFull() {
        write(3);
        assertThat(list("&limit=3").<String>path("nextCursor")).isNull();
        assertThat(list("&limit=2").<String>path("nextCursor")).isNotNull();
    }

    @Test
    void counts_onlyWhenAsked() {
        write(3);
        assertThat(list("&limit=1&count=exact").<Integer>path("total")).isEqualTo(3);
        assertThat(list("&limit=1").<Integer>path("total")).isNull();
        assertThat(list("&limit=1&count=none").<Integer>path("total")).isNull();
    }

    @Test
    void takesWildcardsAsTheyStand_inASearch() {
        notes.write(NoteApi.body(mark + "100%"));
        notes.write(NoteApi.body(mark + "100 "));
        notes.write(NoteApi.body(mark + "a_b!"));
        assertThat(titles(mark + "100%25")).containsExactly(mark + "100%");
        assertThat(titles(mark + "a_B!")).containsExactly(mark + "a_b!");
        assertThat(titles(mark + "a%25b")).isEmpty();
        assertThat(titles(mark + "'")).isEmpty();
    }

    private List<String> write(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(assertStatus(notes.write(NoteApi.body(mark + " " + i)), 201).path("id"));
        }
        return ids;
    }

    private Response list(String more) {
        return assertStatus(notes.api.as(CLERK).get(NOTES + "?q=" + mark + more), 200);
    }

    private List<String> titles(String search) {
        return assertStatus(notes.api.as(CLERK).get(NOTES + "?q=" + search), 200)
                .path("items.title");
    }
}
