-- Confirmed orders, as orders-service tells them: what is asked about after a delivery, and what plans have come to.
create table sale (
    order_id uuid primary key,
    number text not null,
    customer_id uuid not null,
    confirmed_on date not null,
    net numeric not null,
    currency text not null,
    shares jsonb not null,
    cancelled boolean not null default false,
    delivered_on date,
    delivered_live boolean not null default false
);
create index sale_customer on sale (customer_id, confirmed_on);
create index sale_confirmed on sale (confirmed_on);
create index sale_delivered on sale (delivered_on) where delivered_live and not cancelled;

-- The topic is read from its beginning; of what was delivered before this moment nobody is asked any more.
create table sale_introduction (
    id int primary key default 1 check (id = 1),
    at timestamptz not null default now()
);
insert into sale_introduction default values;
