package io.neiqin.journeys.fault;

import io.neiqin.journeys.Company;
import io.neiqin.journeys.Neiqin;
import io.neiqin.journeys.check.HistoryChecker;
import io.neiqin.journeys.check.Verdict;
import io.neiqin.journeys.load.Workload;
import org.junit.jupiter.api.Test;

class CleanRunTest {

    @Test
    void isSilent_aRunWithoutAFault() {
        try (Neiqin neiqin = Neiqin.start()) {
            Company company = Company.found(neiqin);
            Workload load = Workload.at(neiqin, company, 7).workers(6);
            load.awaitCommands(300);
            Verdict verdict = HistoryChecker.check(neiqin, load.stop());
            System.out.println(verdict);
            verdict.assertSilent();
        }
    }
}
