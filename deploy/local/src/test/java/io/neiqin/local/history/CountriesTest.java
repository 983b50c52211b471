package io.neiqin.local.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountriesTest {
    @ParameterizedTest
    @CsvSource({"UK,GB", "USA,US", "Germany,DE", "Venezuela,VE", "Ireland,IE", "switzerland,CH", "FR,FR", "China,CN"})
    void code_nameInUse_isFound(String name, String code) {
        assertThat(Countries.code(name)).contains(code);
    }

    @Test
    void code_noCountry_isEmpty() {
        assertThat(Countries.code("Atlantis")).isEmpty();
        assertThat(Countries.code("")).isEmpty();
    }
}
