-- Whoever owns one now begins now: nobody was warned before there was a rule.
alter table customer
    add column pool_state text not null default 'OWNED',
    add column owned_since date not null default current_date,
    add column pooled_on date,
    add column pool_reason text,
    add column pool_remark text,
    add column last_follow_up_on date,
    add column follow_up_warned_on date,
    add column deal_warned_on date;

-- Since when nobody was in touch with those that are owned, and since when they have not ordered.
create index customer_untouched on customer
    (coalesce(tier, 'NONE'), greatest(owned_since, last_follow_up_on, last_order_on)) where pool_state = 'OWNED';
create index customer_undealt on customer
    (coalesce(tier, 'NONE'), greatest(owned_since, last_order_on)) where pool_state = 'OWNED';
create index customer_pool_warned on customer (id) where follow_up_warned_on is not null or deal_warned_on is not null;
create index customer_pool on customer (department_id, id) where pool_state = 'IN_POOL';
