package io.fnorpa.account;

/**
 * What an attempt has to do with the saved login of its account.
 *
 * @param kind   what it may do
 * @param number SAVED: the saved login's; TURN: the turn's, which is higher than every one before; else 0
 * @param holder WAITING: the attempt that logs in; else null
 */
public record LoginPass(Kind kind, long number, String holder) {

    /** Logins are not saved for this FNO, or Valkey is away: the attempt logs in by itself. */
    public static final LoginPass NONE = new LoginPass(Kind.NONE, 0, null);

    /** What an attempt may do. */
    public enum Kind {
        NONE,
        /** It begins with a saved login. */
        SAVED,
        /** It is the one that logs in, and saves its login for the others. */
        TURN,
        /** Another logs in; it waits for that one. */
        WAITING
    }

    public static LoginPass ofSaved(long number) {
        return new LoginPass(Kind.SAVED, number, null);
    }

    public static LoginPass ofTurn(long number) {
        return new LoginPass(Kind.TURN, number, null);
    }

    public static LoginPass ofWaiting(String holder) {
        return new LoginPass(Kind.WAITING, 0, holder);
    }

    public boolean isSaved() {
        return kind == Kind.SAVED;
    }

    public boolean isTurn() {
        return kind == Kind.TURN;
    }

    public boolean isWaiting() {
        return kind == Kind.WAITING;
    }
}
