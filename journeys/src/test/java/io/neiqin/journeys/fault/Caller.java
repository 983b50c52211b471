package io.neiqin.journeys.fault;

import io.neiqin.journeys.fault.Callers.Command;
import io.neiqin.journeys.fault.Callers.Tally;
import io.neiqin.testkit.http.HttpLine;
import io.neiqin.testkit.http.HttpLine.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import java.util.UUID;

/**
 * One at a telephone: a line to one service at a time, kept from call to call. Who is refused a line, or told to leave
 * his, goes on at the next service.
 */
final class Caller implements AutoCloseable {
    private final Command command;
    private final List<URI> services;
    private final Tally tally;
    private int at;
    private HttpLine line;

    Caller(Command command, List<URI> services, Tally tally) {
        this.command = command;
        this.services = services;
        this.tally = tally;
    }

    void call() {
        try {
            if (line == null) {
                line = new HttpLine(services.get(at));
            }
            Answer answer = line.send(line.request(
                    "POST", command.path(), command.token(), UUID.randomUUID().toString(), command.body()));
            tally.count(answer);
            if (answer.isFarewell()) {
                tally.farewells.incrementAndGet();
                goOn();
            }
        } catch (ConnectException refused) {
            goOn();
        } catch (IOException cut) {
            tally.cut.incrementAndGet();
            close();
        }
    }

    private void goOn() {
        close();
        at = Math.min(at + 1, services.size() - 1);
    }

    @Override
    public void close() {
        try {
            if (line != null) {
                line.close();
            }
        } catch (IOException gone) {
            // It is.
        }
        line = null;
    }
}
