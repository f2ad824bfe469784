package io.fnorpa.totp;

import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.otp.Base32Key;
import io.fnorpa.otp.TotpCodes;
import io.fnorpa.secrets.SecretFiles;
import io.fnorpa.secrets.SecretMissingException;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;

/** The accounts' keys, read from their files when a code is wanted. */
@ApplicationScoped
public class TotpSecrets {

    private final SecretFiles files;

    TotpSecrets(SecretFiles files) {
        this.files = files;
    }

    /**
     * @throws TotpUnavailableException the key's file is missing or holds no key, or another account of the FNO has the
     *                                  same key and so the same codes; the message names the files alone
     */
    TotpCodes codes(TotpAccount account) {
        byte[] key = key(account);
        account.others().stream().filter(other -> isSame(key, other)).findFirst().ifPresent(other -> {
            throw new TotpUnavailableException("No code for " + account.name() + ": " + files.file(account.secretName()) + " and "
                    + files.file(other) + " hold the same key, so that both accounts would send the same codes, and the portal takes a code"
                    + " once. Copy into each the key that the portal showed for that account.");
        });
        return new TotpCodes(account.rules(), key);
    }

    private byte[] key(TotpAccount account) {
        try {
            return Base32Key.decode(files.read(account.secretName()).reveal());
        } catch (SecretMissingException e) {
            throw new TotpUnavailableException("No code for " + account.name() + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new TotpUnavailableException("No code for " + account.name() + ": " + files.file(account.secretName())
                    + " does not hold a Base32 key (" + e.getMessage()
                    + "). Copy the key that the portal showed when the second factor was set up into it.");
        }
    }

    /** What is wrong with the other's file is told when the other wants a code. */
    private boolean isSame(byte[] key, String other) {
        try {
            return files.find(other).filter(secret -> MessageDigest.isEqual(key, Base32Key.decode(secret.reveal()))).isPresent();
        } catch (SecretMissingException | IllegalArgumentException e) {
            return false;
        }
    }
}
