package io.neiqin.customer;

import io.neiqin.testkit.rules.MessageBundleRules;

class MessageBundlesTest extends MessageBundleRules {}
