package io.neiqin.local;

import io.neiqin.testkit.infra.ChildProcess;
import io.neiqin.testkit.infra.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A real process that a test decides the life of: a shell command each time it is started. */
final class ShortServer implements Server {
    private final List<String> lives;
    private final AtomicInteger starts;
    private final Path log;
    private final Path said;
    private final ChildProcess process;

    private ShortServer(List<String> lives, AtomicInteger starts, Path log) {
        this.lives = lives;
        this.starts = starts;
        this.log = log;
        int start = starts.getAndIncrement();
        this.said = log.resolveSibling("start-" + start);
        List<String> command = List.of("sh", "-c", lives.get(Math.min(start, lives.size() - 1)));
        this.process = ChildProcess.start("short", command, Map.of(), "TERM", said, null);
    }

    /** @param lives the commands of its starts; the last one counts for all further */
    static ShortServer start(Path log, String... lives) {
        return new ShortServer(List.of(lives), new AtomicInteger(), log);
    }

    int starts() {
        return starts.get();
    }

    @Override
    public Server relaunch() {
        return new ShortServer(lives, starts, log);
    }

    /** Ready when it has said so; one that ends before fails. */
    @Override
    public void awaitReady() {
        process.awaitReady(this::saysReady, Duration.ofSeconds(20));
    }

    private boolean saysReady() {
        try {
            return Files.exists(said) && Files.readString(said).contains("ready");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    @Override
    public String name() {
        return "short";
    }

    @Override
    public int port() {
        return 1;
    }

    @Override
    public Path log() {
        return log;
    }
}
