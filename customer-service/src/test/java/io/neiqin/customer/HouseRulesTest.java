package io.neiqin.customer;

import io.neiqin.testkit.rules.HouseRules;

class HouseRulesTest extends HouseRules {}
