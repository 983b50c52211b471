package io.neiqin.reporting.integrity;

import io.neiqin.reporting.kpi.KpiDefinition.Text;

/** Whether what was taken is what was said; the worse comes later. */
public enum Verdict {
    SOUND("无缺失，无重复", "no gap, no double"),
    OPEN("该小时尚未结束，或仍有新事件", "the hour is not over, or more of it is being said"),
    UNKNOWN("有服务未应答，无法判断", "a service did not answer, so nobody knows"),
    UNSENT("有事件超过一分钟尚未发出", "events have not been sent for more than a minute"),
    WAITING("有事件在等待处理", "events wait, and are in no figure"),
    DRIFT("汇总与明细不符", "kept sums are not what their facts add up to"),
    GAP("有事件缺失", "events are missing"),
    OTHERS("数量相同，但不是同样的事件", "as many events, but not the same ones"),
    DOUBLE("有事件重复", "events were taken twice");

    private final Text says;

    Verdict(String zh, String en) {
        says = new Text(zh, en);
    }

    public Text says() {
        return says;
    }

    Verdict or(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
