-- Text that only we read, kept unpacked where it fits into a block: see tables.sql of projections. Those that were begun
-- before have the old column: they are not to be put in the live one's place.
drop schema if exists kpi_next cascade;
drop schema if exists kpi_previous cascade;
alter table kpi.order_state alter column state type text;
alter table kpi.order_state set (toast_tuple_target = 8160);
