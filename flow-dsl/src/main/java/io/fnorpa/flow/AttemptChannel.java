package io.fnorpa.flow;

/**
 * What an attempt tells the orchestrator while its flow runs, and what it asks of it. Calls come from one thread, one
 * after the other. Any call may throw {@link AttemptFencedException}: the attempt is not ours any more, the flow must
 * stop and touch nothing.
 */
public interface AttemptChannel {

    /** Progress as an operator reads it: {@code octotel-login}, {@code service-status}. Only changes are told. */
    void step(String step);

    /**
     * Something worth keeping in the attempt's list of events.
     *
     * @param kind   short and stable: {@code note}, {@code download}, {@code failure}
     * @param step   the step in which it happened; may be null
     * @param detail for people; holds no secret
     */
    void event(String kind, String step, String detail);

    /** Keeps a picture or a file. It is safe, in the store or in the spool, when the call returns. */
    EvidenceReceipt evidence(String step, String contentType, byte[] bytes);

    /** Says that what follows cannot be taken back. It is durable when the call returns. */
    void pointOfNoReturn(String what);

    /**
     * Waits until a code is granted and has it typed into the session; the code itself does not come back.
     *
     * @throws TotpUnavailableException no code could be had
     */
    TotpReceipt submitTotp(TotpRequest request);

    /** What the portal said to the code. */
    void totpVerdict(TotpReceipt receipt, boolean accepted);

    /** True if the session began with a saved login, so that the flow may try without logging in. */
    boolean restoreSession();

    /**
     * The portal did not know the saved login that the session began with: nobody is to use it again, and this attempt is
     * the one to log in anew.
     *
     * @throws RuntimeException another attempt logs in already; this one goes back to the queue and will use that login
     */
    void sessionRefused();

    /** Saves the session's login for later jobs, where the FNO's settings allow it; else does nothing. */
    void saveSession();
}
