package io.neiqin.platform.file;

/**
 * A file as the store knows it.
 *
 * @param sha256 of its content, 64 hexadecimal digits in small letters: its address
 * @param size in bytes
 */
public record StoredFile(String sha256, long size) {}
