package io.neiqin.customer.similarity;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What says how a company is organised, and not which one it is (公司组织形式). */
final class LegalForms {

    /** The longest first. A branch (分公司) is not its head office, and stays. */
    private static final List<String> CHINESE = List.of(
            "股份有限责任公司",
            "有限责任公司",
            "股份有限公司",
            "有限合伙企业",
            "个人独资企业",
            "合伙企业",
            "有限公司",
            "集团公司",
            "股份公司",
            "总公司",
            "公司",
            "集团",
            "股份",
            "有限合伙",
            "普通合伙");

    /** In brackets within the name: 鼎新（集团）, 西门子（中国）. */
    private static final Pattern BRACKETED =
            Pattern.compile("\\((中国|china|集团|group|有限合伙|普通合伙|特殊普通合伙|控股)\\)", Pattern.CASE_INSENSITIVE);

    private static final Set<String> LATIN = Set.of(
            "co",
            "company",
            "ltd",
            "limited",
            "inc",
            "incorporated",
            "corp",
            "corporation",
            "llc",
            "llp",
            "lp",
            "plc",
            "gmbh",
            "mbh",
            "ag",
            "kg",
            "kgaa",
            "ohg",
            "ek",
            "se",
            "ug",
            "sa",
            "sas",
            "sarl",
            "srl",
            "spa",
            "snc",
            "bv",
            "nv",
            "oy",
            "oyj",
            "ab",
            "as",
            "asa",
            "aps",
            "pte",
            "pty",
            "pvt",
            "private",
            "kk",
            "sdn",
            "bhd",
            "tbk",
            "pt",
            "doo",
            "zoo",
            "kft",
            "sro",
            "sl",
            "ltda",
            "group",
            "cia");

    private LegalForms() {}

    /** Without them at its end and in its brackets; what is nothing else stays as it is. */
    static String takenOff(String han) {
        String rest = han.indexOf('(') < 0 ? han : BRACKETED.matcher(han).replaceAll("");
        String shorter = withoutEnding(rest);
        while (!shorter.equals(rest)) {
            rest = shorter;
            shorter = withoutEnding(rest);
        }
        return rest;
    }

    private static String withoutEnding(String name) {
        if (CHINESE.contains(name)) {
            return name;
        }
        for (String form : CHINESE) {
            int start = name.length() - form.length();
            boolean branch = start > 0 && form.equals("公司") && "分子".indexOf(name.charAt(start - 1)) >= 0;
            if (start > 0 && name.endsWith(form) && !branch) {
                return name.substring(0, start);
            }
        }
        return name;
    }

    /** The words without those at the end, one at least. */
    static List<String> takenOff(List<String> words) {
        List<String> rest = new ArrayList<>(words);
        while (rest.size() > 1 && LATIN.contains(rest.get(rest.size() - 1))) {
            rest.remove(rest.size() - 1);
        }
        return rest;
    }
}
