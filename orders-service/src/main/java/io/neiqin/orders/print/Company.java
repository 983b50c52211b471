package io.neiqin.orders.print;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Who we are on what we send out; what is not set is not printed. */
@ConfigMapping(prefix = "neiqin.company")
interface Company {

    /** As registered. */
    String name();

    Optional<String> address();

    Optional<String> phone();

    /** Unified social credit code, which is the taxpayer's number, too (统一社会信用代码/纳税人识别号). */
    Optional<String> taxId();

    /** The bank with its branch (开户行). */
    Optional<String> bank();

    Optional<String> bankAccount();

    /** How a document in English says it, where it differs. */
    English english();

    /** The same in English. */
    interface English {

        Optional<String> name();

        Optional<String> address();

        Optional<String> bank();
    }
}
