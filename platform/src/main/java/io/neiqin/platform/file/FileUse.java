package io.neiqin.platform.file;

/**
 * Rows that need stored files, as a mechanism or a service says by a bean; what no row needs is swept.
 *
 * <pre>{@code
 * @Produces @Singleton
 * FileUse papers() {
 *     return new FileUse("select sha256 from attachment where removed_at is null and sha256 = any (?)");
 * }
 * }</pre>
 *
 * @param query SQL with one parameter, an array of text with hashes, that gives those of them that are needed
 */
public record FileUse(String query) {}
