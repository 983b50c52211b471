-- What a projection has besides its tables, made when they are filled.
alter table kpi_cell add primary key (measure, dimension_set, day, key1, key2, currency);
alter table kpi_fact add primary key (event_id, number);
alter table journal_event add primary key (event_id);
create index kpi_fact_day on kpi_fact (measure, day);
-- A distinct count needs all that happened to an order, not only what lies in the period.
create index kpi_fact_order on kpi_fact (order_id);
create trigger kpi_fact_is_insert_only before update or delete or truncate on kpi_fact
    for each statement execute function public.refuse_change();
create trigger journal_event_is_insert_only before update or delete or truncate on journal_event
    for each statement execute function public.refuse_change();
