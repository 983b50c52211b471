create table lead_source (
    id uuid primary key,
    version int not null,
    code text not null,
    zh text not null,
    en text not null,
    active boolean not null,
    constraint lead_source__duplicate_lead_source unique (code)
);

create sequence lead_number;

create table lead (
    id uuid primary key,
    version int not null,
    number text not null unique,
    status text not null,
    name text not null,
    country text not null,
    region text,
    industry text,
    need text,
    contact_name text,
    contact_title text,
    contact_phone text,
    contact_phone_e164 text,
    contact_email text,
    source text not null,
    campaign text,
    owner_no text,
    department_id uuid,
    customer_id uuid references customer (id),
    reason text,
    business_date date not null,
    import_batch text,
    external_system text,
    external_id text,
    created_by text not null,
    created_at timestamptz not null,
    changed_by text not null,
    changed_at timestamptz not null,
    search_form text not null
        generated always as (search_form(name) || ' ' || search_form(number)) stored,
    search_tokens tsvector not null
        generated always as (search_tokens(search_form(name) || ' ' || search_form(number))) stored,
    constraint lead__duplicate_external_ref unique (external_system, external_id)
);
create index lead_owner on lead (owner_no, id);
create index lead_department on lead (department_id, id);
create index lead_customer on lead (customer_id);
create index lead_search on lead using gin (search_tokens) with (gin_pending_list_limit = 256);
