-- By how much one event changed what one line contributes to one measure for one person. Rows are only ever added.
create table kpi_fact (
    event_id uuid not null,
    number int not null,
    measure text not null,
    day date not null,
    value numeric not null,
    currency text not null,
    order_id uuid not null,
    order_number text not null,
    line_id uuid not null,
    product text not null,
    category text not null,
    customer text not null,
    country text not null,
    region text not null,
    salesperson text not null,
    department text not null,
    event_time timestamptz not null,
    position bigint not null,
    primary key (event_id, number)
);
create index kpi_fact_day on kpi_fact (measure, day);
-- A distinct count needs all that happened to an order, not only what lies in the period.
create index kpi_fact_order on kpi_fact (order_id);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the journal is insert-only';
end $$;
create trigger kpi_fact_is_insert_only before update or delete or truncate on kpi_fact
    for each statement execute function refuse_change();
