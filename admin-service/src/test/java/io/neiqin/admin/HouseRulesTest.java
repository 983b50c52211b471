package io.neiqin.admin;

import io.neiqin.testkit.rules.HouseRules;

class HouseRulesTest extends HouseRules {}
