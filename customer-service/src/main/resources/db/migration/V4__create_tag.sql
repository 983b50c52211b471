create table tag (
    id uuid primary key,
    version int not null,
    code text not null,
    kind text not null,
    zh text not null,
    en text not null,
    active boolean not null,
    constraint tag__duplicate_tag unique (code)
);

-- Words to begin with; a company adds its own.
insert into tag (id, version, code, kind, zh, en, active)
select uuidv7(interval '1 ms' * -no), 0, code, kind, zh, en, true
from (values
    (15, 'INTENT_HIGH', 'INTENTION', '高意向', 'Wants to buy'),
    (14, 'INTENT_MEDIUM', 'INTENTION', '中意向', 'Considers'),
    (13, 'INTENT_LOW', 'INTENTION', '低意向', 'Hardly interested'),
    (12, 'INTENT_NONE', 'INTENTION', '无意向', 'Not interested'),
    (11, 'STAGE_CONTACTED', 'STAGE', '初步接洽', 'First contact'),
    (10, 'STAGE_NEEDS_KNOWN', 'STAGE', '需求确认', 'Needs are known'),
    (9, 'STAGE_QUOTED', 'STAGE', '已报价', 'Quoted'),
    (8, 'STAGE_SAMPLE', 'STAGE', '试样试用', 'Sample on trial'),
    (7, 'STAGE_NEGOTIATING', 'STAGE', '商务谈判', 'Negotiating'),
    (6, 'STAGE_PARTNER', 'STAGE', '稳定合作', 'Buys regularly'),
    (5, 'KEY_ACCOUNT', 'OTHER', '重点客户', 'Key account'),
    (4, 'VIP_CANDIDATE', 'OTHER', '拟列VIP', 'Might become VIP'),
    (3, 'PRICE_SENSITIVE', 'OTHER', '价格敏感', 'Looks at the price'),
    (2, 'URGENT_DELIVERY', 'OTHER', '交期敏感', 'Needs it fast'),
    (1, 'DISTRIBUTOR', 'OTHER', '经销商', 'Distributor')
) as word(no, code, kind, zh, en);

alter table customer add column tags text[] not null default '{}';
create index customer_tags on customer using gin (tags);
