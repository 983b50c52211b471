-- What the ids of the events come to (EventIds), and of how many events: an instance of the version before does not know
-- of it, and adds to the number of events only.
alter table kpi.applied_hour
    add column identified bigint not null default 0, add column ids bigint not null default 0;
alter table if exists kpi_next.applied_hour
    add column if not exists identified bigint not null default 0, add column if not exists ids bigint not null default 0;
alter table if exists kpi_previous.applied_hour
    add column if not exists identified bigint not null default 0, add column if not exists ids bigint not null default 0;
