package io.neiqin.reporting;

import io.neiqin.testkit.rules.MessageBundleRules;

class MessageBundlesTest extends MessageBundleRules {}
