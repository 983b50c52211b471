-- Which papers it has, as shown with it; the rows of "attachment" say all about them. Null where there was never one.
alter table sales_order add column papers jsonb;
