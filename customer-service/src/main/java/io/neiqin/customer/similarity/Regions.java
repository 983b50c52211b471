package io.neiqin.customer.similarity;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The place that a Chinese company's name begins with or has in brackets (行政区划): 上海市, 江苏省苏州市, （北京）. */
final class Regions {

    private static final String PROVINCES =
            "北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|"
                    + "内蒙古|广西|西藏|宁夏|新疆|香港|澳门";

    private static final String CITIES = "石家庄|唐山|保定|太原|大同|呼和浩特|包头|沈阳|大连|鞍山|长春|哈尔滨|大庆|南京|无锡|徐州|常州|苏州|南通|扬州|"
            + "镇江|泰州|盐城|昆山|江阴|张家港|杭州|宁波|温州|嘉兴|湖州|绍兴|金华|台州|义乌|合肥|芜湖|福州|厦门|泉州|南昌|赣州|济南|青岛|淄博|烟台|"
            + "潍坊|临沂|威海|郑州|洛阳|武汉|襄阳|宜昌|长沙|株洲|广州|深圳|珠海|佛山|东莞|中山|惠州|汕头|南宁|柳州|桂林|海口|三亚|成都|绵阳|贵阳|"
            + "遵义|昆明|拉萨|西安|咸阳|兰州|西宁|银川|乌鲁木齐";

    private static final String PLACE =
            "(?:(?:" + PROVINCES + "|" + CITIES + ")(?:省|市(?!场|政|民)|自治区|壮族自治区|回族自治区|维吾尔自治区)?)";
    private static final Pattern FIRST = Pattern.compile("^" + PLACE + "|^\\p{IsHan}{2,4}?(?:省|市(?!场|政|民))");
    private static final Pattern BRACKETED = Pattern.compile("\\((" + PLACE + ")\\)");
    private static final Pattern KIND = Pattern.compile("(省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)$");

    /** A province, its city; a third one is a part of the name. */
    private static final int MOST = 2;

    private static final int SHORTEST_NAME = 2;

    private Regions() {}

    /**
     * A name, taken apart.
     *
     * @param place without 省 and 市, the larger one first; empty for none
     */
    record Split(String place, String rest) {}

    static Split split(String han) {
        StringBuilder place = new StringBuilder();
        String rest = han;
        Matcher bracketed = BRACKETED.matcher(rest);
        if (rest.indexOf('(') >= 0 && bracketed.find()) {
            place.append(plain(bracketed.group(1)));
            rest = rest.substring(0, bracketed.start()) + rest.substring(bracketed.end());
        }
        for (int i = 0; i < MOST; i++) {
            Matcher first = FIRST.matcher(rest);
            if (!first.find() || rest.length() - first.end() < SHORTEST_NAME) {
                break;
            }
            place.append(plain(first.group()));
            rest = rest.substring(first.end());
        }
        return new Split(place.toString(), rest);
    }

    private static String plain(String place) {
        String shorter = KIND.matcher(place).replaceFirst("");
        return shorter.length() < SHORTEST_NAME ? place : shorter;
    }

    /** How two names' places go together. */
    enum Relation {
        SAME,
        /** One of them says nothing. */
        ONE_SILENT,
        OTHER
    }

    static Relation between(String one, String other) {
        if (one.equals(other)) {
            return Relation.SAME;
        }
        if (one.isEmpty() || other.isEmpty()) {
            return Relation.ONE_SILENT;
        }
        // 苏州 lies in 江苏苏州.
        return List.of(one.endsWith(other), other.endsWith(one), one.startsWith(other), other.startsWith(one))
                        .contains(true)
                ? Relation.SAME
                : Relation.OTHER;
    }
}
