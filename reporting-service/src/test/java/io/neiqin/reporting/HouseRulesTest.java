package io.neiqin.reporting;

import io.neiqin.testkit.rules.HouseRules;

class HouseRulesTest extends HouseRules {}
