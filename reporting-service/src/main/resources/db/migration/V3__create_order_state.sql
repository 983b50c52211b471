-- What was applied last for an order: the next event's facts are the difference to it.
create table order_state (
    order_id uuid primary key,
    version bigint not null,
    state jsonb not null
);
