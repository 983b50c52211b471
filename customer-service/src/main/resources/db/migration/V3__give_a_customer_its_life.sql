alter table customer
    add column status_since date not null default current_date,
    add column first_order_on date,
    add column last_order_on date,
    add column blocked_from text,
    add column block_reason text,
    add column ordered_while_blocked boolean not null default false,
    add column lost_cause text,
    add column lost_remark text,
    add column won_back_reason text;

-- Which have not ordered for long, by how long that is for their tier.
create index customer_life on customer (status, coalesce(tier, 'NONE'), last_order_on)
    where status in ('ACTIVE', 'DORMANT');
