package io.neiqin.journeys.fault;

import io.neiqin.journeys.Company;
import io.neiqin.journeys.Neiqin;

/**
 * One running system for all single faults, on a PostgreSQL and a Kafka of its own which may be hit, too. It ends with
 * this JVM.
 */
final class Stage {

    private static Neiqin neiqin;
    private static Company company;

    private Stage() {}

    /** Whole again when the test before has left a server or a service down; what it froze or joined it takes back itself. */
    static synchronized Neiqin ready() {
        Run.endLast();
        if (neiqin == null) {
            Ground ground = Ground.own(true);
            Runtime.getRuntime().addShutdownHook(new Thread(ground::close));
            neiqin = Neiqin.start(ground);
            company = Company.found(neiqin);
        }
        Ground ground = neiqin.ground();
        if (!ground.postgresServer().isAlive()) {
            ground.startPostgres();
        }
        if (!ground.kafkaServer().isAlive()) {
            ground.startKafka();
        }
        for (String service : Neiqin.SERVICES) {
            if (!neiqin.instance(service).isAlive()) {
                neiqin.startAgain(service);
            }
        }
        return neiqin;
    }

    static Neiqin neiqin() {
        return neiqin;
    }

    static Company company() {
        return company;
    }
}
