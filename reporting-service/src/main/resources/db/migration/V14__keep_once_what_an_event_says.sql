-- The order's number and the time are the event's, not each fact's: a tenth of a fact. And facts are found by day first.
-- Projections that were begun before have the old columns: they are not to be put in the live one's place.
drop schema if exists kpi_next cascade;
drop schema if exists kpi_previous cascade;
alter table kpi.journal_event add column order_number text, add column event_time timestamptz;
alter table kpi.journal_event disable trigger journal_event_is_insert_only;
update kpi.journal_event e set order_number = f.order_number, event_time = f.event_time
from (select distinct on (event_id) event_id, order_number, event_time from kpi.kpi_fact) f
where f.event_id = e.event_id;
alter table kpi.journal_event enable trigger journal_event_is_insert_only;
alter table kpi.journal_event alter column order_number set not null, alter column event_time set not null;
alter table kpi.kpi_fact drop column order_number, drop column event_time;
drop index kpi.kpi_fact_day;
create index kpi_fact_day on kpi.kpi_fact (day, measure);
