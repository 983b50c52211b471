package io.neiqin.journeys.plant;

import io.neiqin.journeys.Company;
import io.neiqin.journeys.Neiqin;
import io.neiqin.journeys.check.HistoryChecker;
import io.neiqin.journeys.check.Verdict;
import io.neiqin.journeys.fault.Repeater;
import io.neiqin.journeys.load.Workload;

/** A short run of people at work and of what befalls the system meanwhile; ends with the checker's verdict. */
enum Scenario {
    /** Nothing befalls it. */
    CALM {
        @Override
        void befall(Neiqin neiqin, Workload load) {
            load.awaitCommands(200);
        }
    },

    /** orders-service is killed while it works, twice. */
    ORDERS_KILLED {
        @Override
        void befall(Neiqin neiqin, Workload load) {
            for (int i = 0; i < 2; i++) {
                load.awaitCommands(50);
                neiqin.kill(Neiqin.ORDERS);
                neiqin.startAgain(Neiqin.ORDERS);
            }
            load.awaitCommands(20);
        }
    },

    /** reporting-service is killed while it takes events in, twice. */
    REPORTING_KILLED {
        @Override
        void befall(Neiqin neiqin, Workload load) {
            for (int i = 0; i < 2; i++) {
                load.awaitCommands(60);
                neiqin.kill(Neiqin.REPORTING);
                neiqin.startAgain(Neiqin.REPORTING);
            }
            load.awaitCommands(20);
        }
    },

    /** All events of orders, and the first ones of each employee and department, come a second time. */
    EVENTS_REPEATED {
        @Override
        void befall(Neiqin neiqin, Workload load) {
            load.awaitCommands(150);
            Repeater repeater = new Repeater(neiqin.ground());
            repeater.repeat("neiqin.orders", event -> true);
            repeater.repeat("neiqin.admin", event -> event.aggregateVersion() == 1);
            load.awaitCommands(30);
        }
    },

    /** The broker is killed, and is away for a while. */
    BROKER_AWAY {
        @Override
        void befall(Neiqin neiqin, Workload load) {
            load.awaitCommands(60);
            neiqin.ground().stopKafka();
            load.awaitCommands(200);
            neiqin.ground().startKafka();
            load.awaitCommands(30);
        }
    },

    /** One of two instances of reporting-service stands still until the other has its partitions, then goes on. */
    ZOMBIE {
        @Override
        void befall(Neiqin neiqin, Workload load) {
            Members members = new Members(neiqin.ground());
            String other = neiqin.join(Neiqin.REPORTING);
            members.awaitCount("reporting-orders", 2);
            load.awaitCommands(80);
            neiqin.freeze(Neiqin.REPORTING);
            load.awaitCommands(20);
            members.awaitCount("reporting-orders", 1);
            // What the one that stands still has in its hands, too.
            Taken.awaitAllOfNow(neiqin);
            neiqin.thaw(Neiqin.REPORTING);
            load.awaitCommands(50);
            neiqin.leave(other);
        }
    };

    private static final int WORKERS = 4;

    abstract void befall(Neiqin neiqin, Workload load);

    Verdict play(Neiqin neiqin, Company company, long seed) {
        Workload load = Workload.at(neiqin, company, seed).workers(WORKERS);
        try {
            befall(neiqin, load);
        } finally {
            load.stop();
        }
        return HistoryChecker.check(neiqin, load.history());
    }
}
