package io.neiqin.platform.approval;

/** Who is asked. He is found when his node is reached, in the organisation of that day. */
public sealed interface ApproverRule {

    record Person(String employeeNo) implements ApproverRule {}

    /** Everybody who holds it. */
    record Holders(String role) implements ApproverRule {}

    /** The head of the requester's department. */
    record DepartmentHead() implements ApproverRule {}

    /** @param level 1 for the requester's superior, 2 for his, … */
    record Superior(int level) implements ApproverRule {}
}
