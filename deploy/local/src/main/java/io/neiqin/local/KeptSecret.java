package io.neiqin.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** A secret of machine accounts: generated at the first start, kept with the data, never printed. */
final class KeptSecret {
    private static final int BYTES = 24;

    private KeptSecret() {}

    /** @param name of the file, as {@code import-secret} */
    static String in(Path data, String name) throws IOException {
        Path file = data.resolve(name);
        if (!Files.exists(file)) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.createFile(file, ownerOnly);
            Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        }
        return Files.readString(file);
    }
}
