alter table known_customer add uscc text;
-- Null in orders from before: what was printed of them then did not have it.
alter table sales_order add customer_uscc text;
