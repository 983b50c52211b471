create sequence order_number;

create table sales_order (
    id uuid primary key,
    version int not null,
    number text not null unique,
    status text not null,
    customer_id uuid not null,
    customer_number text not null,
    customer_name text not null,
    customer_country text not null,
    customer_region text,
    customer_industry text,
    customer_tier text,
    customer_owner_no text not null,
    channel text not null,
    source_document_ref text,
    customer_po_no text,
    currency text not null,
    price_basis text not null,
    requested_date date not null,
    remark text,
    net numeric(20, 2) not null,
    tax numeric(20, 2) not null,
    gross numeric(20, 2) not null,
    source jsonb,
    edited_by text not null,
    entered_by text,
    verified_by text,
    verification text,
    confirmed_by text,
    confirmed_on date,
    cancel_reason text,
    business_date date not null,
    import_batch text,
    external_system text,
    external_id text,
    created_by text not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    constraint sales_order__duplicate_external_ref unique (external_system, external_id)
);
create index sales_order_customer on sales_order (customer_id, id);
create index sales_order_status on sales_order (status, id);
create index sales_order_business_date on sales_order (business_date);
-- The same purchase order of a customer is taken once; a cancelled one may be sent again.
create unique index sales_order__duplicate_customer_po on sales_order (customer_id, customer_po_no)
    where status <> 'CANCELLED';

create table sales_order_line (
    id uuid primary key,
    order_id uuid not null references sales_order (id),
    line_no int not null,
    sku text not null,
    product_name text not null,
    category text not null,
    spec text,
    unit text not null,
    supply_mode text not null,
    lead_time_days int not null,
    quantity numeric(18, 6) not null,
    unit_price numeric(20, 6) not null,
    discount numeric(7, 6) not null,
    tax_rate numeric(5, 4) not null,
    net numeric(20, 2) not null,
    tax numeric(20, 2) not null,
    gross numeric(20, 2) not null,
    requested_date date not null,
    original_committed_date date,
    agreed_committed_date date,
    cancelled numeric(18, 6) not null,
    shipped numeric(18, 6) not null,
    accepted numeric(18, 6) not null,
    -- Checked at commit: an edit inserts the new lines before it deletes the old ones.
    unique (order_id, line_no) deferrable initially deferred,
    check (quantity > 0 and shipped <= quantity - cancelled and accepted <= shipped)
);

create table sales_order_salesperson (
    order_id uuid not null references sales_order (id),
    place int not null,
    employee_no text not null,
    name text not null,
    department_id uuid,
    department_name text,
    share numeric(7, 4) not null,
    primary key (order_id, place)
);
create index sales_order_salesperson_person on sales_order_salesperson (employee_no);
create index sales_order_salesperson_department on sales_order_salesperson (department_id);
