alter table product
    add column search_form text not null
        generated always as (search_form(name) || ' ' || search_form(sku) || ' ' || coalesce(search_form(spec), '')) stored,
    add column search_tokens tsvector not null
        generated always as (search_tokens(
            search_form(name) || ' ' || search_form(sku) || ' ' || coalesce(search_form(spec), ''))) stored;

-- A short list of what is yet to be sorted in: each search reads it whole, and whoever fills it up waits while it is.
create index product_search on product using gin (search_tokens) with (gin_pending_list_limit = 256);

-- Nobody has changed a row, so nobody else would come to count what is in the new columns.
analyze product;
