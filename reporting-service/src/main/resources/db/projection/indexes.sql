-- What a projection has besides its tables, made when they are filled.
alter table kpi_cell add primary key (measure, dimension_set, day, key1, key2, currency);
-- No event counts twice. The order comes first for distinct counts: one needs all that happened to an order, not only
-- what lies in the period.
alter table kpi_fact add primary key (order_id, event_id, number);
alter table journal_event add primary key (event_id);
-- Days are sorted faster than measures, whose names begin alike, and the server skips from day to day.
create index kpi_fact_day on kpi_fact (day, measure);
create trigger kpi_fact_is_insert_only before update or delete or truncate on kpi_fact
    for each statement execute function public.refuse_change();
create trigger journal_event_is_insert_only before update or delete or truncate on journal_event
    for each statement execute function public.refuse_change();
