-- What each consumer has taken, by producer and hour of the event's time (UTC): how many events, and the sum of their
-- positions. Two services compare these instead of lists of events. Written with consumed_version, so that a repeated
-- event counts once.
create table consumed_hour (
    consumer text not null,
    producer text not null,
    hour timestamptz not null,
    events bigint not null,
    positions numeric not null,
    primary key (consumer, producer, hour)
);

-- True: it was tried and could not be applied. False: it waits for an earlier one.
alter table parked_event add column refused boolean not null default false;
