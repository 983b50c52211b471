package io.neiqin.testkit.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessTest {

    @TempDir
    Path directory;

    @Test
    void start_returnsWhenReady_andTheProcessGetsItsEnvironment() throws IOException {
        try (ServiceProcess service = ServiceProcess.start(options(0, Map.of("GREETING", "hello")))) {
            assertThat(service.isReady()).isTrue();
            assertThat(service.rssMb()).isBetween(10L, 500L);
            assertThat(Files.readString(directory.resolve("service.log"))).contains("hello");

            service.kill();
            assertThat(service.isAlive()).isFalse();
            try (ServiceProcess second = service.again()) {
                assertThat(second.port()).isEqualTo(service.port());
                assertThat(second.isReady()).isTrue();
                second.close();
                assertThat(Files.readString(directory.resolve("service.log"))).contains("ended in order");
            }
        }
    }

    @Test
    void start_showsTheLastLinesOfTheLog_whenTheServiceFails() {
        assertThatThrownBy(() -> ServiceProcess.start(options(0, Map.of("FAILURE", "no database"))))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("sample ended while starting (exit status 3)")
                .hasMessageContaining("service.log")
                .hasMessageContaining("no database");
    }

    @Test
    void start_saysSoPlainly_whenTheJarIsMissing() {
        Path jar = directory.resolve("quarkus-run.jar");
        ServiceProcess.Options options =
                new ServiceProcess.Options("sample", jar, 0, 64, Map.of(), directory.resolve("service.log"));
        assertThatThrownBy(() -> ServiceProcess.start(options))
                .isInstanceOf(InfraException.class)
                .hasMessage("There is no " + jar + "; build sample first.");
    }

    private ServiceProcess.Options options(int port, Map<String, String> environment) throws IOException {
        Path jar = directory.resolve("quarkus-run.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Sample.class.getName());
        String entry = Sample.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream code = getClass().getResourceAsStream("/" + entry)) {
            out.putNextEntry(new JarEntry(entry));
            code.transferTo(out);
        }
        return new ServiceProcess.Options("sample", jar, port, 64, environment, directory.resolve("service.log"));
    }

    /** The smallest service there is. It stands alone in its jar, so it uses the JDK only and has no lambdas' helpers. */
    public static final class Sample {
        public static void main(String[] args) throws IOException {
            if (System.getenv("FAILURE") != null) {
                System.err.println(System.getenv("FAILURE"));
                System.exit(3);
            }
            System.out.println(System.getenv("GREETING"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("ended in order")));
            int port = Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"));
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
            server.createContext("/q/health/ready", call -> {
                call.sendResponseHeaders(200, -1);
                call.close();
            });
            server.start();
        }
    }
}
