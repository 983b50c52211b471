package io.neiqin.admin;

import io.neiqin.testkit.rules.MessageBundleRules;

class MessageBundlesTest extends MessageBundleRules {}
