-- Whether a second person has to look; null where the order was never entered.
alter table sales_order add column double_check jsonb;
update sales_order set double_check = jsonb_build_object('id', uuidv7(), 'round', 1, 'drawn', true, 'rate', 100,
    'entererNo', entered_by, 'departmentId', null, 'enteredOn', business_date)
where entered_by is not null;
-- What a verifier has sent back, until it is entered anew.
alter table sales_order add column rejected jsonb;
