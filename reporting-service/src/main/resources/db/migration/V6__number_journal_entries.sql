-- Each transaction that adds facts takes the next number, under a lock that it keeps until its commit: once a number is
-- to be seen, so are all facts of it and of every number before. Positions cannot say that, for partitions overtake
-- each other.
create table journal (
    only_row boolean primary key default true check (only_row),
    entries bigint not null
);
insert into journal (entries) values (0);

alter table kpi_fact add column entry bigint not null default 0;
alter table kpi_fact alter column entry drop default;

-- What a fact's event says beside figures.
create table journal_event (
    event_id uuid primary key,
    type text not null,
    actor text,
    correlation_id text,
    import_batch text
);
create trigger journal_event_is_insert_only before update or delete or truncate on journal_event
    for each statement execute function refuse_change();
