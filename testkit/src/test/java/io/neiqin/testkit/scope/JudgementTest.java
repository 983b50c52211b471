package io.neiqin.testkit.scope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgementTest {

    private static final Operation READ = operation("GET", "/orders/{id}");
    private static final Operation SHIP = operation("POST", "/orders/{id}/ship");

    private final List<Caller> callers = new ArrayList<>();
    private final Caller clerk = caller("CLERK@SELF", "CLERK", "SELF");
    private final Caller head = caller("CLERK@DEPARTMENT", "CLERK", "DEPARTMENT");
    private final Caller buyer = caller("PURCHASING@SELF", "PURCHASING", "SELF");
    private final Caller chief = caller("PURCHASING@DEPARTMENT", "PURCHASING", "DEPARTMENT");
    private final Caller none = caller("none", null, null);
    private final Caller nobody = caller("anonymous", null, null);
    private final List<Case> cases = new ArrayList<>();

    private static Operation operation(String method, String path) {
        return new Operation(method, path, "", List.of(), null, MissingNode.getInstance());
    }

    private Caller caller(String name, String role, String scope) {
        Caller caller = new Caller(name, name, null, role, scope, true);
        callers.add(caller);
        return caller;
    }

    private void in(Operation operation, Relation relation, Caller... who) {
        for (Caller caller : who) {
            cases.add(new Case(operation, relation, caller, true, 200, ""));
        }
    }

    private void refused(Operation operation, Relation relation, Caller caller, int status, String code) {
        cases.add(new Case(operation, relation, caller, false, status, code));
    }

    private List<String> judge(String file) {
        return new Judgement(new Explained(callers).parse("leak-matrix.txt", file), cases).findings();
    }

    @Test
    void isSilent_whereEverythingIsExplained() {
        in(READ, Relation.OWN, clerk, head, buyer, chief, none);
        in(READ, Relation.DEPARTMENT, head, chief);
        refused(READ, Relation.OTHER, clerk, 404, "not-found");
        refused(READ, Relation.RANDOM, clerk, 404, "not-found");
        refused(READ, Relation.OWN, nobody, 401, "token-missing");
        assertThat(judge("""
                # who reads
                GET /orders/{id}
                    own: EMPLOYEE -- theirs
                    department: EMPLOYEE@DEPARTMENT -- their scope
                """)).isEmpty();
    }

    @Test
    void findsALeak_andSaysWhichLinesWouldExplainIt() {
        in(READ, Relation.OWN, clerk, head, buyer, chief, none);
        in(READ, Relation.OTHER, clerk, head, buyer);
        in(READ, Relation.VOID, clerk, head, buyer);
        assertThat(judge("GET /orders/{id}\n  own: EMPLOYEE -- theirs")).containsExactly("""
                LEAK, or to be explained in leak-matrix.txt, or, where platform brings it, in platform-leak-matrix.txt of testkit:
                GET /orders/{id}
                    other, void: CLERK, PURCHASING@SELF -- WHY?""");
    }

    @Test
    void findsAReason_thatHasNoCaseAnyMore() {
        in(READ, Relation.OWN, clerk);
        assertThat(judge("\nGET /orders/{id}\n  own: CLERK -- theirs"))
                .containsExactly("leak-matrix.txt:3: GET /orders/{id}, own: not let in (any more): CLERK@DEPARTMENT");
        assertThat(judge("GET /orders/{id}\n  own: CLERK@SELF -- his\nGET /gone\n  any: none -- once"))
                .containsExactly("leak-matrix.txt:4: GET /gone, any: not let in (any more): none");
    }

    @Test
    void findsARefusal_thatTellsThatTheRecordIsThere() {
        refused(SHIP, Relation.OTHER, clerk, 403, "not-yours");
        refused(SHIP, Relation.RANDOM, clerk, 404, "not-found");
        assertThat(judge(""))
                .singleElement()
                .asString()
                .startsWith("LEAK: POST /orders/{id}/ship, other: the refusal"
                        + " 403 not-yours tells that the record is there");
    }

    @Test
    void allowsARefusal_thatTellsWhatTheCallerMayReadAnyway() {
        in(READ, Relation.DEPARTMENT, head);
        refused(SHIP, Relation.DEPARTMENT, head, 403, "not-yours");
        refused(SHIP, Relation.RANDOM, head, 404, "not-found");
        refused(SHIP, Relation.DEPARTMENT, clerk, 403, "role-missing");
        refused(SHIP, Relation.RANDOM, clerk, 403, "role-missing");
        assertThat(judge("GET /orders/{id}\n  department: CLERK@DEPARTMENT -- his scope"))
                .isEmpty();
    }

    @Test
    void findsWhatCannotBeUnderstood() {
        in(READ, Relation.OWN, clerk);
        assertThat(judge("""
                GET /orders/{id}
                  own: CLERK@SELF -- his
                  own: CLERK
                  mine: CLERK@SELF -- a word of no meaning
                  own: TYPIST -- nobody
                """))
                .containsExactly(
                        "leak-matrix.txt:3 is not \"<relations>: <callers> -- <why>\": own: CLERK",
                        "leak-matrix.txt:4: no relation: mine",
                        "leak-matrix.txt:5: nobody is called TYPIST");
    }
}
