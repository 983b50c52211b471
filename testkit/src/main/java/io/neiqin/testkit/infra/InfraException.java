package io.neiqin.testkit.infra;

/** Something the infrastructure needs is missing, taken or broken. The message says it to a person, whole. */
public final class InfraException extends RuntimeException {

    public InfraException(String message) {
        super(message);
    }

    public InfraException(String message, Throwable cause) {
        super(message, cause);
    }
}
