alter table sales_order add consent text not null default 'NOT_NEEDED', add approval_id uuid;
