package io.fnorpa.login;

import io.fnorpa.account.PortalAccount;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts saved logins: AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits. Account, number, key and times are
 * authenticated with it, so that a login which was put in another account's place, or given a longer life, does not open.
 */
@ApplicationScoped
public class LoginSeal {

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final LoginKeys keys;
    private final SecureRandom random = new SecureRandom();

    LoginSeal(LoginKeys keys) {
        this.keys = keys;
    }

    /** @throws io.fnorpa.secrets.SecretMissingException there is no key */
    void requireKey() {
        keys.present();
    }

    /** @param state what the browser has of the login, in JSON; the caller wipes it */
    SealedLogin seal(PortalAccount account, long number, Instant savedAt, Instant expiresAt, byte[] state) {
        LoginKeys.Key key = keys.present();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        SealedLogin login = new SealedLogin(number, key.id(), savedAt, expiresAt, null);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, account, login, state, 0);
        String box = Base64.getEncoder().encodeToString(ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array());
        return new SealedLogin(number, key.id(), savedAt, expiresAt, box);
    }

    /**
     * What was sealed; the caller wipes it.
     *
     * @throws SealBrokenException it does not open: its key is gone, it is another account's, or it was changed
     */
    byte[] open(PortalAccount account, SealedLogin login) {
        LoginKeys.Key key = keys.find(login.keyId()).orElseThrow(() ->
                new SealBrokenException("its key " + login.keyId() + " is not in the secret " + LoginKeys.SECRET + " any more"));
        byte[] box = box(login);
        byte[] nonce = Arrays.copyOf(box, NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, key, nonce, account, login, box, NONCE_BYTES);
    }

    private static byte[] box(SealedLogin login) {
        try {
            byte[] box = Base64.getDecoder().decode(login.box());
            if (box.length > NONCE_BYTES) {
                return box;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new SealBrokenException("it is no encrypted login");
    }

    private static byte[] cipher(int mode, LoginKeys.Key key, byte[] nonce, PortalAccount account, SealedLogin login, byte[] input, int from) {
        try {
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(bound(account, login).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input, from, input.length - from);
        } catch (AEADBadTagException e) {
            throw new SealBrokenException("it is not what was saved for " + account + " with key " + key.id());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not to be had: " + e.getMessage(), e);
        }
    }

    private static String bound(PortalAccount account, SealedLogin login) {
        return String.join("\n", "saved-login", account.provider(), account.name(), Long.toString(login.number()), login.keyId(),
                Long.toString(login.savedAt().toEpochMilli()), Long.toString(login.expiresAt().toEpochMilli()));
    }
}
