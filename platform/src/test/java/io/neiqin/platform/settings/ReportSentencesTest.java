package io.neiqin.platform.settings;

import io.neiqin.testkit.rules.MessageBundleRules;

class ReportSentencesTest extends MessageBundleRules {

    @Override
    protected String bundle() {
        return Report.BUNDLE.replace('.', '/');
    }
}
