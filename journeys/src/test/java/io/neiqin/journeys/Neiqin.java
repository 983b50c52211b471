package io.neiqin.journeys;

import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.journeys.fault.Ground;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.infra.DatabaseSettings;
import io.neiqin.testkit.infra.FreePort;
import io.neiqin.testkit.infra.ServiceProcess;
import io.neiqin.testkit.infra.Topics;
import io.neiqin.testkit.token.TestIssuer;
import io.restassured.response.Response;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole system as processes, from the jars that the build has made: one instance of each service, named as the
 * service, and more where a test starts them. Instances may be hit from any thread.
 */
public final class Neiqin implements AutoCloseable {

    public static final String ADMIN = "admin";
    public static final String CUSTOMER = "customer";
    public static final String ORDERS = "orders";
    public static final String REPORTING = "reporting";
    public static final List<String> SERVICES = List.of(ADMIN, CUSTOMER, ORDERS, REPORTING);

    /** What the renewable services listen to. */
    private static final Map<String, List<String>> CHANNELS =
            Map.of(ORDERS, List.of("organisation", "customers"), REPORTING, List.of("organisation", "orders"));

    private static final int HEAP_MB = 192;
    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Ground ground;
    private final TestIssuer issuer;
    private final Map<String, ServiceProcess> instances = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, DatabaseSettings> databases = new LinkedHashMap<>();
    /** Of the first instance of each service. */
    private final Map<String, Integer> ports = new LinkedHashMap<>();

    private int renewals;

    private Neiqin(Ground ground, TestIssuer issuer) {
        this.ground = ground;
        this.issuer = issuer;
    }

    /** Starts the four services side by side on empty databases and topics of the shared servers. */
    public static Neiqin start() {
        return start(Ground.shared());
    }

    /** Starts the four services side by side on empty databases and topics. The ground is not closed with them. */
    public static Neiqin start(Ground ground) {
        Topics.empty(ground.kafka());
        Neiqin neiqin = new Neiqin(ground, TestIssuer.start());
        for (String service : SERVICES) {
            neiqin.databases.put(service, ground.databases().recreate("neiqin_" + service));
            neiqin.ports.put(service, FreePort.next());
        }
        for (String service : SERVICES) {
            neiqin.instances.put(service, neiqin.launch(service, service, neiqin.ports.get(service), List.of()));
        }
        neiqin.instances.values().forEach(ServiceProcess::awaitReady);
        return neiqin;
    }

    private ServiceProcess launch(String service, String instance, int port, List<String> jvm) {
        List<String> options = new ArrayList<>(SMALL);
        // A renewed database has read nothing yet: its consumers must not go on where the old one's were.
        if (renewals > 0 && CHANNELS.containsKey(service)) {
            for (String channel : CHANNELS.get(service)) {
                options.add(
                        "-Dmp.messaging.incoming." + channel + ".group.id=" + service + "-" + channel + "-" + renewals);
            }
        }
        options.addAll(jvm);
        return ServiceProcess.launch(new ServiceProcess.Options(
                instance,
                Path.of("..", service + "-service", "target", "quarkus-app", "quarkus-run.jar"),
                port,
                HEAP_MB,
                environment(service),
                Path.of("target", "logs", instance + ".log"),
                options));
    }

    private Map<String, String> environment(String service) {
        Map<String, String> environment =
                ServiceProcess.Options.environment(databases.get(service), ground.kafka(), issuer.url());
        environment.put("NEIQIN_MACHINE_SECRET", "any");
        environment.put("NEIQIN_HISTORY_SEAL_EVERY", "2s");
        environment.put("NEIQIN_FILES_FOLDER", "target/files");
        ports.forEach((producer, port) ->
                environment.putAll(ServiceProcess.Options.feed(producer, URI.create("http://127.0.0.1:" + port))));
        return environment;
    }

    public Ground ground() {
        return ground;
    }

    /** One more instance of a service on the same database, ready; returns its name. */
    public String join(String service) {
        int count = 2;
        while (instances.containsKey(service + "-" + count)) {
            count++;
        }
        String instance = service + "-" + count;
        instances.put(instance, launch(service, instance, 0, List.of()));
        instances.get(instance).awaitReady();
        return instance;
    }

    /** Ends an instance for good; clients are not sent to it any more. */
    public void leave(String instance) {
        ServiceProcess gone = instances.remove(instance);
        gone.thaw();
        gone.close();
    }

    /** Where the instances of a service are, those that are down just now included. */
    public List<URI> uris(String service) {
        synchronized (instances) {
            return instances.entrySet().stream()
                    .filter(one -> serviceOf(one.getKey()).equals(service))
                    .map(one -> one.getValue().uri())
                    .toList();
        }
    }

    private static String serviceOf(String instance) {
        return instance.replaceFirst("-\\d+$", "");
    }

    public ServiceProcess instance(String instance) {
        return instances.get(instance);
    }

    /** An access token of this employee. */
    public String token(String who) {
        return issuer.tokenFor(who);
    }

    /** The API of the service that the path names. */
    public Api at(String path) {
        return Api.at(instances.get(path.split("/")[2]).uri(), issuer::tokenFor);
    }

    public Response get(String who, String path) {
        return at(path).as(who).get(path);
    }

    public Response post(String who, String path, Object body) {
        return at(path).as(who).newKey().post(path, body);
    }

    /** A command without a body. */
    public Response post(String who, String path) {
        return at(path).as(who).newKey().post(path);
    }

    /** Posts and expects success. */
    public Response done(String who, String path, Object body) {
        Response answer = body == null ? post(who, path) : post(who, path, body);
        assertThat(answer.statusCode()).as(path + " " + answer.asString()).isBetween(200, 201);
        return answer;
    }

    /** What an account with a role of the identity provider asks. */
    public Response get(String who, String role, String path) {
        return at(path).as(who, role).get(path);
    }

    public Response post(String who, String role, String path, Object body) {
        return assertStatus(at(path).as(who, role).post(path, body), 201);
    }

    public DatabaseSettings database(String service) {
        return databases.get(service);
    }

    /** {@code kill -9}. */
    public void kill(String instance) {
        instances.get(instance).kill();
    }

    /** Stops an instance where it stands, until {@link #thaw}. */
    public void freeze(String instance) {
        instances.get(instance).freeze();
    }

    public void thaw(String instance) {
        instances.get(instance).thaw();
    }

    /** SIGTERM; returns at once. */
    public void terminate(String instance) {
        instances.get(instance).terminate();
    }

    /** Starts an instance that has ended, where it was; returns when it is ready. */
    public void startAgain(String instance) {
        instances.put(instance, instances.get(instance).again());
    }

    /** Kills an instance and starts it where it was, with these options of the Java machine besides the usual ones. */
    public void restart(String instance, List<String> jvm) {
        launchAgain(instance, jvm);
        instances.get(instance).awaitReady();
    }

    private void launchAgain(String instance, List<String> jvm) {
        ServiceProcess old = instances.get(instance);
        old.kill();
        instances.put(instance, launch(serviceOf(instance), instance, FreePort.retake(old.port(), instance), jvm));
    }

    /**
     * Starts orders and reporting anew on empty databases and an empty topic of orders; what admin and customer have
     * told they learn again.
     *
     * @param jvm more options of the Java machine, by service
     */
    public void renew(Map<String, List<String>> jvm) {
        renew(List.of(ORDERS, REPORTING), jvm);
    }

    /** Starts reporting anew on an empty database, which it fills from the topics. */
    public void renewReporting(List<String> jvm) {
        renew(List.of(REPORTING), Map.of(REPORTING, jvm));
    }

    private void renew(List<String> services, Map<String, List<String>> jvm) {
        renewals++;
        for (String service : services) {
            instances.get(service).kill();
            databases.put(service, ground.databases().recreate("neiqin_" + service));
        }
        if (services.contains(ORDERS)) {
            Topics.empty(ground.kafka(), "neiqin.orders");
        }
        for (String service : services) {
            launchAgain(service, jvm.getOrDefault(service, List.of()));
        }
        services.forEach(service -> instances.get(service).awaitReady());
    }

    /** Returns when the service lets this person in: what admin-service tells takes a moment to arrive. */
    public void awaitKnown(String who, String path) {
        await().atMost(Duration.ofSeconds(60)).until(() -> get(who, path).statusCode() == 200);
    }

    @Override
    public void close() {
        // Nothing is left to be done in order: the databases go, too.
        instances.values().forEach(ServiceProcess::kill);
        issuer.close();
    }
}
