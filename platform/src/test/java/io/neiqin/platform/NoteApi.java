package io.neiqin.platform;

import static io.neiqin.testkit.http.Api.assertStatus;
import static org.awaitility.Awaitility.await;

import io.neiqin.testkit.events.EventFeeder;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.http.Api;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Drives the sample service. Two clerks, a salesperson without rights to write, an importer and a machine account. */
public final class NoteApi {

    public static final String NOTES = "/api/platform/notes";
    public static final String CLERK = "E001";
    public static final String SECOND_CLERK = "E002";
    public static final String SELLER = "E006";
    public static final String IMPORTER = "import";
    public static final String MACHINE = "reporting";

    private static NoteApi shared;

    public final Api api = Api.here();
    public final EventFeeder feeder;
    public final Organisation organisation;

    private NoteApi(EventFeeder feeder) {
        this.feeder = feeder;
        this.organisation = new Organisation(feeder);
    }

    /** Ready to be used: people are known. */
    public static synchronized NoteApi ready() {
        if (shared == null) {
            shared = hired(EventFeeder.connect());
        }
        return shared;
    }

    /** A company of its own, told through this feeder. */
    public static NoteApi hired(EventFeeder feeder) {
        NoteApi notes = new NoteApi(feeder);
        notes.organisation.department("SALES", null, null);
        notes.organisation.employee(CLERK, "CLERK", "ALL");
        notes.organisation.employee(SECOND_CLERK, "CLERK", "ALL");
        notes.organisation.employee(SELLER, "SALESPERSON", "SELF");
        notes.organisation.machine(
                IMPORTER, Organisation.role("CLERK", "ALL"), Organisation.role("HISTORY_IMPORT", "ALL"));
        notes.organisation.machine(MACHINE, Organisation.role("STATISTICIAN", "ALL"));
        List.of(CLERK, SECOND_CLERK, SELLER, IMPORTER, MACHINE).forEach(notes::awaitKnown);
        return notes;
    }

    public void awaitKnown(String employeeNo) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api.as(employeeNo).get(NOTES + "?limit=1").statusCode() == 200);
    }

    public static Map<String, Object> body() {
        return body(UUID.randomUUID().toString());
    }

    public static Map<String, Object> body(String title) {
        return new HashMap<>(Map.of("title", title, "amount", "12.50"));
    }

    public static Map<String, Object> content(String title, int times) {
        return Map.of("title", title, "times", times);
    }

    public Response write(Map<String, Object> body) {
        return api.as(CLERK).post(NOTES, body);
    }

    /** A new note of the clerk's; returns its id. */
    public String note() {
        return assertStatus(write(body()), 201).path("id");
    }

    public Response change(String id, int times) {
        return api.as(CLERK)
                .post(NOTES + "/" + id + "/change", content(UUID.randomUUID().toString(), times));
    }

    public Response get(String id) {
        return api.as(CLERK).get(NOTES + "/" + id);
    }
}
