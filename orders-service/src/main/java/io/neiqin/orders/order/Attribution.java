package io.neiqin.orders.order;

import io.neiqin.events.orders.OrderEvent;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import java.util.UUID;

/**
 * For whom an order counts (业绩归属), with the department as of the order's business date.
 *
 * @param share percent, scale ≤ 4; the shares of an order add to 100
 */
@Embeddable
public record Attribution(String employeeNo, String name, UUID departmentId, String departmentName, BigDecimal share) {

    OrderEvent.Salesperson asEvent() {
        return new OrderEvent.Salesperson(employeeNo, name, departmentId, departmentName, share);
    }
}
