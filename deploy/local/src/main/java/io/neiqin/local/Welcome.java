package io.neiqin.local;

import io.neiqin.testkit.infra.ServiceProcess;
import java.io.PrintStream;
import java.util.List;

/** What a person needs to go on: addresses, accounts, and a line to copy. */
final class Welcome {
    private final PrintStream out;
    private final Wording wording;

    Welcome(PrintStream out, Wording wording) {
        this.out = out;
        this.wording = wording;
    }

    void print(int gatewayPort, List<ServiceProcess> services, Places places) {
        String gateway = "http://localhost:" + gatewayPort;
        out.println();
        out.println(wording.text("welcome.gateway", gateway));
        services.forEach(service -> out.println(wording.text(
                "welcome.swagger", pad(service.name()), "http://localhost:" + service.port() + "/q/swagger-ui")));
        out.println(wording.text("welcome.keycloak", gateway + "/auth/admin/", People.PASSWORD));
        out.println(wording.text("welcome.data", places.data()));
        out.println();
        out.println(wording.text("welcome.users", People.PASSWORD));
        People.ALL.forEach(person -> out.println(String.format(
                "    %-13s %-6s %-17s %s", person.user(), person.employeeNo(), roles(person), person.name())));
        out.println();
        out.println(wording.text("welcome.curl"));
        out.println(curl(gateway));
        out.println();
    }

    private static String roles(People.Person person) {
        return person.roles().isEmpty() ? "SYSTEM_ADMIN" : String.join(", ", person.roles());
    }

    /** One line that works as it stands, without any other tool. */
    private static String curl(String gateway) {
        return "curl -s -H \"Authorization: Bearer $(curl -s -d grant_type=password -d client_id=neiqin-cli -d username="
                + People.CLERK.user() + " -d password=" + People.PASSWORD + " " + gateway
                + "/auth/realms/neiqin/protocol/openid-connect/token"
                + " | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')\" "
                + gateway + "/api/admin/me";
    }

    private static String pad(String name) {
        return String.format("%-10s", name);
    }
}
