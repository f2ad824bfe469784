package io.fnorpa.account;

/** The account's login budget is used up: no attempt logs in with it now. Nothing was done; the job goes back unspent. */
public final class AccountRestsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AccountRestsException(PortalAccount account, Standing standing) {
        super(LaneRest.whyOne(account, standing));
    }
}
