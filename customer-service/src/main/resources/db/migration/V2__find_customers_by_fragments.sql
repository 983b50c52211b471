alter table customer
    add column search_form text not null
        generated always as (search_form(name) || ' ' || search_form(number) || ' ' || coalesce(search_form(uscc), '')) stored,
    add column search_tokens tsvector not null
        generated always as (search_tokens(
            search_form(name) || ' ' || search_form(number) || ' ' || coalesce(search_form(uscc), ''))) stored;

-- A short list of what is yet to be sorted in: each search reads it whole, and whoever fills it up waits while it is.
create index customer_search on customer using gin (search_tokens) with (gin_pending_list_limit = 256);

-- phone_reversed: its digits, the last first, so that its end is a beginning. A number of less than nine digits has none:
-- the mask of a longer one shows its last four to anybody.
alter table customer_contact
    add column search_form text not null generated always as (search_form(name)) stored,
    add column search_tokens tsvector not null generated always as (search_tokens(search_form(name))) stored,
    add column phone_reversed text collate "C"
        generated always as (substring(
            reverse(regexp_replace(coalesce(phone_e164, phone), '[^0-9]+', '', 'g')) from '^[0-9]{9,}$')) stored;

create index customer_contact_search on customer_contact
    using gin (search_tokens) with (gin_pending_list_limit = 256);
create index customer_contact_phone on customer_contact (phone_reversed);

-- Nobody has changed a row, so nobody else would come to count what is in the new columns.
analyze customer, customer_contact;
