package io.neiqin.orders.product;

import io.neiqin.events.orders.ProductEvent;
import io.neiqin.events.orders.ProductEvent.ProductChanged;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Something that can be ordered (产品). Orders keep a copy of what they need of it. */
@Entity
public class Product implements Recorded {

    /** Where the goods come from; routes a confirmed order (ORD-5). */
    public enum SupplyMode {
        MAKE,
        BUY,
        STOCK
    }

    /** Whether it can be ordered. */
    public enum Status {
        ACTIVE,
        INACTIVE
    }

    /**
     * The values of a product.
     *
     * @param taxRate VAT rate as a fraction, 0.13 for 13 %
     * @param leadTimeDays working days from confirmation to a standard delivery date
     */
    public record Values(
            String name,
            String category,
            String spec,
            String unit,
            BigDecimal taxRate,
            int leadTimeDays,
            SupplyMode supplyMode,
            Price listPrice) {}

    /**
     * A unit price; unlike an amount it may have more decimals than the currency.
     *
     * @param amount scale ≤ 6
     * @param currency ISO 4217
     */
    public record Price(
            @NotNull @PositiveOrZero @Digits(integer = 12, fraction = 6)
            BigDecimal amount,

            @NotNull @Pattern(regexp = "[A-Z]{3}") String currency) {}

    @Id
    private UUID id;

    @Version
    private int version;

    private String sku;
    private String name;
    private String category;
    private String spec;
    private String unit;
    private BigDecimal taxRate;
    private int leadTimeDays;

    @Enumerated(EnumType.STRING)
    private SupplyMode supplyMode;

    private BigDecimal listPrice;
    private String listPriceCurrency;
    private boolean active;
    private String externalSystem;
    private String externalId;
    private Instant createdAt;
    private Instant changedAt;

    protected Product() {}

    /** @param externalRef null when the product was not taken over from another system */
    Product(String sku, Values values, ExternalRef externalRef, Instant at) {
        this.id = Uuid7.next();
        this.sku = sku;
        this.active = true;
        this.externalSystem = externalRef == null ? null : externalRef.system();
        this.externalId = externalRef == null ? null : externalRef.id();
        this.createdAt = at;
        take(values, at);
    }

    ProductEvent created() {
        return changed();
    }

    ProductEvent change(Values values, Instant at) {
        take(values, at);
        return changed();
    }

    /** An inactive product stays in old orders and is refused in new ones. */
    ProductEvent activate(boolean on, Instant at) {
        if (active == on) {
            throw Problem.illegalTransition(
                    on ? "activate" : "deactivate", active ? Status.ACTIVE : Status.INACTIVE, allowedActions());
        }
        active = on;
        changedAt = at;
        return changed();
    }

    /** The whole list, whoever asks. */
    List<String> allowedActions() {
        return List.of("edit", active ? "deactivate" : "activate");
    }

    private void take(Values values, Instant at) {
        name = values.name();
        category = values.category();
        spec = values.spec();
        unit = values.unit();
        taxRate = values.taxRate();
        leadTimeDays = values.leadTimeDays();
        supplyMode = values.supplyMode();
        listPrice = values.listPrice() == null ? null : values.listPrice().amount();
        listPriceCurrency =
                values.listPrice() == null ? null : values.listPrice().currency();
        changedAt = at;
    }

    private ProductEvent changed() {
        return new ProductChanged(id, sku, name, category, spec, unit, active);
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public int version() {
        return version;
    }

    public String sku() {
        return sku;
    }

    public boolean active() {
        return active;
    }

    public Values values() {
        Price price = listPrice == null ? null : new Price(listPrice, listPriceCurrency);
        return new Values(name, category, spec, unit, taxRate, leadTimeDays, supplyMode, price);
    }

    ExternalRef externalRef() {
        return externalSystem == null ? null : new ExternalRef(externalSystem, externalId);
    }

    @Override
    public String historyType() {
        return "product";
    }

    @Override
    public ProductResource.ProductView recorded() {
        return ProductResource.ProductView.of(this);
    }
}
