package io.neiqin.customer.similarity;

import io.neiqin.customer.similarity.Signal.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How likely two customers are one, and why (CUS-13). Each signal is a doubt that is left, and doubts are multiplied: two
 * weak signals make a better one, and none makes more than all.
 *
 * @param score 0 to 100
 * @param signals the strongest first
 */
public record Similarity(int score, List<Signal> signals) {

    private static final Set<Kind> NAMES =
            EnumSet.of(Kind.SAME_NAME, Kind.SAME_NAME_PLACE_UNKNOWN, Kind.SAME_NAME_ELSEWHERE, Kind.NEAR_NAME);

    private static final int CERTAIN = 100;

    /** The companies of a group may share one. */
    private static final int TAX_ID = 70;

    private static final int NAME = 90;
    private static final int NAME_PLACE_UNKNOWN = 75;
    private static final int NAME_ELSEWHERE = 40;
    private static final int MOBILE = 45;
    private static final int PHONE = 30;
    private static final int EXTERNAL_ID = 15;

    /** One letter of six may differ; 某某机械 and 某某机械设备 stay below what is proposed. */
    private static final double NEAR = 0.7;

    private static final int NEAR_NAME = 60;
    private static final double NEAR_PLACE_UNKNOWN = 0.9;
    private static final double NEAR_ELSEWHERE = 0.6;

    /** Not proposed by itself, however long the rest is. */
    private static final double NEAR_OTHER_TRADE_NAME = 0.8;

    /** Two valid codes speak against all the rest. */
    private static final int MOST_OF_TWO_CODES = 40;

    /** A third shared number says nothing that two have not said; without a name in common, nor does a second. */
    private static final int MOST_PHONES = 2;

    public static Similarity between(Features one, Features other) {
        List<Signal> signals = new ArrayList<>();
        boolean otherCode = codes(one, other, signals);
        names(one.name(), other.name(), signals);
        phones(one, other, signals);
        if (one.externalId() != null
                && one.externalId().equals(other.externalId())
                && !one.externalSystem().equals(other.externalSystem())) {
            signals.add(new Signal(Kind.SAME_EXTERNAL_ID, EXTERNAL_ID));
        }
        signals.sort((a, b) -> b.points() - a.points());
        int score = together(signals);
        return new Similarity(otherCode ? Math.min(score, MOST_OF_TWO_CODES) : score, List.copyOf(signals));
    }

    /** Whether each has a code of its own. */
    private static boolean codes(Features one, Features other, List<Signal> signals) {
        if (one.taxId() != null && one.taxId().equals(other.taxId())) {
            signals.add(new Signal(Kind.SAME_TAX_ID, TAX_ID));
        }
        if (one.uscc() == null || other.uscc() == null) {
            return false;
        }
        boolean same = one.uscc().equals(other.uscc());
        signals.add(same ? new Signal(Kind.SAME_USCC, CERTAIN) : new Signal(Kind.OTHER_USCC, 0));
        return !same;
    }

    private static void names(CompanyName one, CompanyName other, List<Signal> signals) {
        if (one.core().equals(other.core())) {
            signals.add(
                    switch (one.placed(other)) {
                        case SAME -> new Signal(Kind.SAME_NAME, NAME);
                        case ONE_SILENT -> new Signal(Kind.SAME_NAME_PLACE_UNKNOWN, NAME_PLACE_UNKNOWN);
                        case OTHER -> new Signal(Kind.SAME_NAME_ELSEWHERE, NAME_ELSEWHERE);
                    });
            return;
        }
        double nearness = one.nearness(other);
        if (nearness >= NEAR) {
            double placed = switch (one.placed(other)) {
                case SAME -> 1;
                case ONE_SILENT -> NEAR_PLACE_UNKNOWN;
                case OTHER -> NEAR_ELSEWHERE;
            };
            double called = one.isOfOtherTradeName(other) ? NEAR_OTHER_TRADE_NAME : 1;
            signals.add(new Signal(Kind.NEAR_NAME, (int) Math.round(NEAR_NAME * nearness * placed * called)));
        }
    }

    private static void phones(Features one, Features other, List<Signal> signals) {
        one.phones().stream()
                .filter(other.phones()::contains)
                .map(phone ->
                        isMobile(phone) ? new Signal(Kind.SAME_MOBILE, MOBILE) : new Signal(Kind.SAME_PHONE, PHONE))
                .sorted((a, b) -> b.points() - a.points())
                .limit(isNamedAlike(signals) ? MOST_PHONES : 1)
                .forEach(signals::add);
    }

    /** Whoever keeps the books of many companies (代账) answers the phones of all. */
    private static boolean isNamedAlike(List<Signal> signals) {
        return signals.stream().anyMatch(signal -> NAMES.contains(signal.kind()));
    }

    /** Of the mainland: elsewhere a number does not tell. */
    private static boolean isMobile(String e164) {
        return e164.matches("\\+861[3-9]\\d{9}");
    }

    private static int together(List<Signal> signals) {
        double doubt = 1;
        for (Signal signal : signals) {
            doubt *= 1 - signal.points() / (double) CERTAIN;
        }
        return (int) Math.round(CERTAIN * (1 - doubt));
    }

    public boolean has(Kind kind) {
        return signals.stream().anyMatch(signal -> signal.kind() == kind);
    }
}
