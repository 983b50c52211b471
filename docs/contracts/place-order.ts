// Places an order with the generated client: base address and token come from the environment.
import createClient from "openapi-fetch";
import type { paths as Customers } from "./generated/customer-service.js";
import type { paths as Orders } from "./generated/orders-service.js";

const settings = { baseUrl: process.env.NEIQIN_BASE, headers: { Authorization: `Bearer ${process.env.NEIQIN_TOKEN}` } };
const orders = createClient<Orders>(settings);
const customers = createClient<Customers>(settings);
const one = { params: { query: { limit: 1 } } };
const customer = (await customers.GET("/api/customer/customers", one)).data?.items[0];
const product = (await orders.GET("/api/orders/products", one)).data?.items[0];
if (!customer?.id || !product?.sku) throw new Error("There is no customer, or no product");

const requestedDate = new Date(Date.now() + 60 * 24 * 3600 * 1000).toISOString().slice(0, 10);
const { data: draft, error } = await orders.POST("/api/orders/orders", {
  params: { header: { "Idempotency-Key": crypto.randomUUID() } },
  body: { customerId: customer.id, channel: "PHONE", requestedDate, lines: [{ sku: product.sku, quantity: "2", unitPrice: "3680.00" }] },
});
if (error) throw new Error(`${error.code}: ${error.detail} ${JSON.stringify(error.errors ?? [])}`);
const { data: received, error: refused } = await orders.POST("/api/orders/orders/{id}/receive", { params: { path: { id: draft.id } } });
if (refused) throw new Error(`${refused.code}: ${refused.detail}`);
console.log(`${received.number} ${received.status} ${received.totals?.net} ${received.currency}`);
