package io.neiqin.local.demo;

import io.neiqin.local.People;
import io.neiqin.local.demo.DemoFiles.Client;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * An order and what becomes of it.
 *
 * @param body as the API takes it, but for the customer's id, which the API gives
 * @param takenBy whose account enters it
 * @param takenOn business date for history, null for an order of this very day
 */
record DemoOrder(
        String no,
        Client client,
        Map<String, Object> body,
        People.Person takenBy,
        LocalDate takenOn,
        List<Step> steps) {

    /**
     * A command on the order.
     *
     * @param verb as in the path
     * @param body null for none
     * @param on as {@code takenOn}
     */
    record Step(String verb, Map<String, ?> body, People.Person by, LocalDate on) {}

    @Override
    public String toString() {
        return no;
    }
}
