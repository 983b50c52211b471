package io.neiqin.benchmarks.search;

import io.neiqin.benchmarks.Stack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A customer file of any size, as a company's would look: names of a place, a brand of two or three characters, a trade
 * and a legal form, and one contact with a mobile number each.
 *
 * @param ids of some of them
 * @param names of the same ones
 * @param phones of the contacts of the same ones
 */
record CustomerFile(List<String> ids, List<String> names, List<String> phones) {

    private static final int SAMPLE = 2_000;
    private static final String CHARACTERS = "天地华中大金银明新东方海江山石林森云龙凤鹏远达通顺利丰盛泰安康宁和平信义诚德仁"
            + "智博文广宏伟杰英豪雄力强胜捷迅飞腾跃升高科技创意美佳好友联合众创恒久长永固基业兴旺发祥瑞福禄寿喜春夏秋冬梅兰竹菊松柏荣华富贵";

    private static final String PLACES = "array['上海','北京','广州','深圳','南京','苏州','杭州','宁波','武汉','成都','重庆','天津',"
            + "'青岛','大连','厦门','福州','长沙','郑州','西安','合肥']";
    private static final String TRADES = "array['机械','电子','贸易','化工','建材','食品','纺织','医疗器械','汽车零部件','五金','包装',"
            + "'物流','能源','环保','仪器','塑料','钢铁','软件','农业','印刷']";

    private static final String FILL = """
            insert into customer (id, version, number, status, name, country, owner_no, business_date, created_by, created_at,
                                  changed_by, changed_at)
            select uuidv7(), 0, 'C-9' || lpad(n::text, 7, '0'), 'PROSPECT',
                   place[1 + n %% 20] || substr(c, 1 + (random() * (length(c) - 3))::int, 1)
                       || substr(c, 1 + (random() * (length(c) - 3))::int, 1)
                       || substr(c, 1 + (random() * (length(c) - 3))::int, (n %% 2))
                       || trade[1 + (n / 20) %% 20] || '有限公司',
                   'CN', 'E006', current_date, 'E001', now(), 'E001', now()
            from generate_series(1, %d) n, (select %s as place, %s as trade, '%s' as c) words""";
    private static final String CONTACTS = """
            insert into customer_contact (customer_id, place, name, phone, phone_e164, primary_contact)
            select id, 0, '王' || substr(name, 3, 2), p, '+86' || p, true
            from (select id, name, '13' || lpad(((random() * 999999999)::bigint)::text, 9, '0') as p from customer
                  where number like 'C-9%') fresh""";
    private static final String SAMPLES = "select c.id, c.name, k.phone from customer c"
            + " join customer_contact k on k.customer_id = c.id where c.number like 'C-9%' order by random() limit "
            + SAMPLE;

    /** Of customer-service in this stack; the same customers each time. */
    static CustomerFile of(Stack stack, int customers) throws SQLException {
        try (Connection connection = Stack.connect(stack.databaseOf(Stack.CUSTOMER));
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            sql.execute("select setseed(0.4)");
            sql.execute(FILL.formatted(customers, PLACES, TRADES, CHARACTERS));
            sql.execute(CONTACTS);
            connection.commit();
            connection.setAutoCommit(true);
            sql.execute("vacuum analyze customer");
            sql.execute("vacuum analyze customer_contact");
            return read(sql);
        }
    }

    private static CustomerFile read(Statement sql) throws SQLException {
        CustomerFile file = new CustomerFile(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (ResultSet rows = sql.executeQuery(SAMPLES)) {
            while (rows.next()) {
                file.ids.add(rows.getString(1));
                file.names.add(rows.getString(2));
                file.phones.add(rows.getString(3));
            }
        }
        return file;
    }

    String anyId(Random random) {
        return ids.get(random.nextInt(ids.size()));
    }

    /** Two characters that stand together somewhere in somebody's name: of the brand, the trade or the legal form. */
    String anyFragment(Random random) {
        String name = names.get(random.nextInt(names.size()));
        int at = random.nextInt(name.length() - 1);
        return name.substring(at, at + 2);
    }

    /** The last four digits of somebody's number. */
    String anyTail(Random random) {
        String phone = phones.get(random.nextInt(phones.size()));
        return phone.substring(phone.length() - 4);
    }
}
