package io.neiqin.testkit.scope;

/**
 * What one call came to.
 *
 * @param in whether the caller was let in: to the operation, or to the record
 * @param code of the refusal; empty when it was none
 */
record Case(Operation operation, Relation relation, Caller caller, boolean in, int status, String code) {

    String refusal() {
        return status + " " + code;
    }

    @Override
    public String toString() {
        return operation.name() + " as " + caller.name() + ", " + relation.word() + ": " + refusal();
    }
}
