package io.neiqin.orders;

import io.neiqin.testkit.rules.HouseRules;

class HouseRulesTest extends HouseRules {}
