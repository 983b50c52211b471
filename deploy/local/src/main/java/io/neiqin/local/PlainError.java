package io.neiqin.local;

/** A failure the user can act on: one line without a stack trace, and the exit status that tells its kind. */
public final class PlainError extends RuntimeException {
    public static final int INCOMPLETE = 1;
    public static final int USAGE = 2;
    public static final int NOT_STARTED = 3;

    private final int status;

    public PlainError(int status, String line) {
        super(line);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
