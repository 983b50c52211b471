-- Where the topic has lost events, the producer's log is read. The projection remembers how far, and from which offset on
-- the topic has everything again. Projections beside the live one have the old tables.
drop schema if exists kpi_next cascade;
drop schema if exists kpi_previous cascade;

alter table kpi.intake_offset add column first bigint not null default 0;

create table kpi.feed_reading (
    only_row boolean primary key default true check (only_row),
    round bigint not null default 0,
    position bigint not null default 0,
    done boolean not null default true
);
insert into kpi.feed_reading default values;
