package io.tidegate.run;

/** The job went to another worker meanwhile; nothing was written. */
public final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LeaseLostException(long job) {
        super("job " + job + " went to another worker meanwhile; nothing of this one was written");
    }
}
