-- One index instead of two: the key that says that no event counts twice, and the one that finds the facts of an order.
-- Projections that are built from now on have it from db/projection/indexes.sql.
alter table kpi.kpi_fact drop constraint kpi_fact_pkey;
alter table kpi.kpi_fact add primary key (order_id, event_id, number);
drop index kpi.kpi_fact_order;
