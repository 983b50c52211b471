-- What the ids of the events come to (EventIds). Null for an hour of which events were taken before.
alter table consumed_hour add column ids bigint;

-- An event that was forgotten can come again, and be given up again.
alter table discarded_event drop constraint discarded_event_pkey,
    add column nr bigint generated always as identity primary key;
