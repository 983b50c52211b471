-- What the ids of the events come to (EventIds). Null for an hour of which events were applied before.
-- Projections that were begun before do not have it: they are not to be put in the live one's place.
drop schema if exists kpi_next cascade;
drop schema if exists kpi_previous cascade;
alter table kpi.applied_hour add column ids bigint;
