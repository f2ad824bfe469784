package io.fnorpa.totp;

import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.secrets.SecretFiles;
import io.fnorpa.secrets.SecretMissingException;
import jakarta.enterprise.context.ApplicationScoped;

/** The accounts' keys, read from their files when a code is wanted. */
@ApplicationScoped
public class TotpSecrets {

    private final SecretFiles files;

    TotpSecrets(SecretFiles files) {
        this.files = files;
    }

    /** @throws TotpUnavailableException the key's file is missing or holds no key; the message names the file alone */
    TotpCodes codes(TotpAccount account) {
        try {
            return new TotpCodes(account.rules(), Base32Key.decode(files.read(account.secretName()).reveal()));
        } catch (SecretMissingException e) {
            throw new TotpUnavailableException("No code for " + account.name() + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new TotpUnavailableException("No code for " + account.name() + ": " + files.file(account.secretName())
                    + " does not hold a Base32 key (" + e.getMessage()
                    + "). Copy the key that the portal showed when the second factor was set up into it.");
        }
    }
}
