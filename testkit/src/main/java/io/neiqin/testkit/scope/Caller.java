package io.neiqin.testkit.scope;

/**
 * Somebody who tries everything.
 *
 * @param name as the committed file calls him: {@code CLERK@SELF}, {@code none}, {@code SYSTEM_ADMIN} …
 * @param employeeNo null for nobody
 * @param token null for nobody
 * @param role bound to him; null when none is
 * @param scope of that role, else null
 * @param works in the house: is a member of the organisation with a department, and may own records
 */
record Caller(String name, String employeeNo, String token, String role, String scope, boolean works) {}
