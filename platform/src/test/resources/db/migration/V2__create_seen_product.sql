-- Every effect that the tests' consumer had, one row each: a double effect is two rows.
create table seen_product (
    nr bigint generated always as identity primary key,
    product_id uuid not null,
    version bigint not null,
    sku text not null
);
