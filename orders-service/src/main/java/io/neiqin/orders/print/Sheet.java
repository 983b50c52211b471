package io.neiqin.orders.print;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts a document on paper: one HTML page that needs nothing from elsewhere, to be printed by any browser. */
@ApplicationScoped
class Sheet {

    private final Template template;
    private final Company company;
    private final ZoneId zone;

    Sheet(
            @Location("document.html") Template template,
            Company company,
            @ConfigProperty(name = "neiqin.zone") ZoneId zone) {
        this.template = template;
        this.company = company;
        this.zone = zone;
    }

    /** Every text in it is escaped by the template engine. */
    String html(PrintedDocument document, Wording wording, String printedBy, Instant printedAt) {
        return template.data("document", document)
                .data("say", wording)
                .data("seller", Seller.of(company, wording))
                .data("printedBy", printedBy)
                .data("printedAt", wording.moment(printedAt, zone))
                .render();
    }
}
