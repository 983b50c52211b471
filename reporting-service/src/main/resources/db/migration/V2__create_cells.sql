-- Sums of facts for the declared dimension sets; '-' where a set has no second (or first) key, or no currency.
-- Room is left in the pages because a cell is updated more often than it is created.
create table kpi_cell (
    measure text not null,
    dimension_set text not null,
    day date not null,
    key1 text not null,
    key2 text not null,
    currency text not null,
    value numeric not null,
    primary key (measure, dimension_set, day, key1, key2, currency)
) with (fillfactor = 80);
