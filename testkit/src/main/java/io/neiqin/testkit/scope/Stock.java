package io.neiqin.testkit.scope;

import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.scope.Surface.Owner;
import io.neiqin.testkit.scope.Surface.Records;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** The records that everybody is sent to: made once, each by the hand of its owner. */
final class Stock {

    /** By collection and owner. */
    private final Map<String, Made> made = new HashMap<>();

    private final Made nothing = Made.ofNothing();

    Stock(Surface surface, People people) {
        for (Records kind : surface.records()) {
            make(kind, People.STRANGER, false);
            make(kind, People.STRANGER, true);
            if (!kind.unowned()) {
                make(kind, People.COLLEAGUE, false);
                people.callers().stream()
                        .filter(Caller::works)
                        .forEach(caller -> make(kind, caller.employeeNo(), false));
            }
        }
    }

    private void make(Records kind, String owner, boolean gone) {
        String department = owner.equals(People.STRANGER) ? People.SOUTH : People.NORTH;
        Made one = kind.maker().make(new Owner(Api.here().as(owner), owner, department), gone);
        if (one != null) {
            made.put(key(kind, owner, gone), one);
        }
    }

    /** Of a stranger to all callers. */
    Made foreign(Records kind) {
        return made.get(key(kind, People.STRANGER, false));
    }

    /** A record for each relation that this caller can have to one. */
    Map<Relation, Made> relations(Records kind, Caller caller) {
        Map<Relation, Made> relations = new EnumMap<>(Relation.class);
        put(relations, Relation.OTHER, key(kind, People.STRANGER, false));
        put(relations, Relation.VOID, key(kind, People.STRANGER, true));
        if (caller.works()) {
            put(relations, Relation.OWN, key(kind, caller.employeeNo(), false));
            put(relations, Relation.DEPARTMENT, key(kind, People.COLLEAGUE, false));
        }
        relations.put(Relation.RANDOM, nothing);
        return relations;
    }

    private void put(Map<Relation, Made> relations, Relation relation, String key) {
        if (made.containsKey(key)) {
            relations.put(relation, made.get(key));
        }
    }

    private static String key(Records kind, String owner, boolean gone) {
        return kind.collection() + " " + owner + (gone ? " gone" : "");
    }
}
