package io.neiqin.journeys.fault;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Prints the table when all tests have ended. Found by the test platform through META-INF/services. */
public final class FaultTablePrinter implements TestExecutionListener {

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (!FaultTable.isEmpty()) {
            System.out.println("\n" + FaultTable.text());
        }
    }
}
