package io.neiqin.orders;

import io.neiqin.testkit.rules.MessageBundleRules;

class MessageBundlesTest extends MessageBundleRules {}
