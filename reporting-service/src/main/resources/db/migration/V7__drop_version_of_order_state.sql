-- The version that counts is the one in consumed_version, of the same transaction.
alter table order_state drop column version;
