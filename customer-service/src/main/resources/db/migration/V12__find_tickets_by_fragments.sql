alter table ticket
    add column search_form text not null
        generated always as (search_form(subject) || ' ' || search_form(number) || ' '
            || coalesce(search_form(order_number), '') || ' ' || coalesce(search_form(product), '')) stored,
    add column search_tokens tsvector not null
        generated always as (search_tokens(search_form(subject) || ' ' || search_form(number) || ' '
            || coalesce(search_form(order_number), '') || ' ' || coalesce(search_form(product), ''))) stored;

create index ticket_search on ticket using gin (search_tokens) with (gin_pending_list_limit = 256);
