-- Null where nothing was ever unclear.
alter table sales_order add column clarifications jsonb;
