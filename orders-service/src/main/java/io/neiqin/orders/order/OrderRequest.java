package io.neiqin.orders.order;

import io.neiqin.orders.customer.KnownCustomer;
import io.neiqin.platform.http.ExternalRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** An order as it is entered or edited; what may be left out has its default here or with the customer. */
public record OrderRequest(
        @NotNull UUID customerId,
        @NotNull OrderOrigin.Channel channel,
        @Size(max = 200) String sourceDocumentRef,
        @Size(max = 60) String customerPoNo,
        @Pattern(regexp = "[A-Z]{3}") String currency,
        PriceBasis priceBasis,
        @NotNull LocalDate requestedDate,
        @Size(max = 10) List<@NotNull @Valid Share> salespersons,
        @NotEmpty @Size(max = 500) List<@NotNull @Valid Line> lines,
        @Size(max = 1000) String remark,
        @Valid ExternalRef externalRef) {

    public OrderRequest {
        customerPoNo = customerPoNo == null || customerPoNo.isBlank() ? null : customerPoNo.strip();
        currency = currency == null ? "CNY" : currency;
        priceBasis = priceBasis == null ? PriceBasis.TAX_EXCLUSIVE : priceBasis;
    }

    /** Who sells it, with his part: the customer's owner alone where nobody is named. */
    List<Share> shares(KnownCustomer customer) {
        return salespersons == null || salespersons.isEmpty()
                ? List.of(new Share(customer.ownerNo(), new BigDecimal(100)))
                : salespersons;
    }

    Set<String> sellers(KnownCustomer customer) {
        return shares(customer).stream().map(Share::employeeNo).collect(Collectors.toSet());
    }

    /** A salesperson's part in percent. */
    public record Share(
            @NotBlank String employeeNo,

            @NotNull @Positive @DecimalMax("100") @Digits(integer = 3, fraction = 4)
            BigDecimal share) {}

    /**
     * One line.
     *
     * @param discount fraction, 0.15 for 15 % off; 0 when left out
     * @param taxRate fraction; the product's when left out
     * @param requestedDate the order's when left out
     */
    public record Line(
            @NotBlank String sku,

            @NotNull @Positive @Digits(integer = 12, fraction = 6)
            BigDecimal quantity,

            @NotNull @PositiveOrZero @Digits(integer = 12, fraction = 6)
            BigDecimal unitPrice,

            @DecimalMin("0") @DecimalMax("1") @Digits(integer = 1, fraction = 6)
            BigDecimal discount,

            @DecimalMin("0") @DecimalMax("1") @Digits(integer = 1, fraction = 4)
            BigDecimal taxRate,

            LocalDate requestedDate) {

        public Line {
            discount = discount == null ? BigDecimal.ZERO : discount;
        }
    }
}
