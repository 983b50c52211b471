package io.neiqin.orders.print;

import io.neiqin.testkit.rules.MessageBundleRules;

/** What stands on the page is there in both languages. */
class PrintWordsTest extends MessageBundleRules {

    @Override
    protected String bundle() {
        return "print";
    }
}
