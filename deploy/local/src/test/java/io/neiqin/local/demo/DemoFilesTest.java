package io.neiqin.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.local.People;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DemoFilesTest {

    @Test
    void read_theShippedFiles_fitTogether() throws IOException {
        DemoFiles files = DemoFiles.read();
        var salespeople =
                files.salespeople().stream().map(DemoFiles.Salesperson::no).toList();
        var departments =
                People.DEPARTMENTS.stream().map(People.Department::code).toList();

        assertThat(files.clients()).allMatch(client -> salespeople.contains(client.owner()));
        assertThat(files.salespeople()).allMatch(person -> departments.contains(person.department()));
        assertThat(files.products()).extracting(DemoFiles.Product::sku).doesNotHaveDuplicates();
        assertThat(files.clients()).extracting(DemoFiles.Client::uscc).doesNotHaveDuplicates();
    }
}
