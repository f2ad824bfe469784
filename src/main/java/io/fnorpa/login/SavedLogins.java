package io.fnorpa.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.account.AccountStore;
import io.fnorpa.account.LoginPass;
import io.fnorpa.account.LuaScript;
import io.fnorpa.account.PortalAccount;
import io.fnorpa.browser.WireJson;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The saved logins, one per account, and whose turn it is to make one. Both are in Valkey:
 *
 * <pre>
 * saved_login:{octotel}   hash: number, key_id, saved_at, expires_at, box (encrypted)   for as long as fno.yaml says
 * login_turn:{octotel}    hash: holder (attempt), number                                a lease, renewed by its holder
 * login_turns:{octotel}   counter of the turns                                          for ever
 * </pre>
 *
 * A turn's number is its fence: a login is saved only while no later turn was given. Each method throws
 * {@link io.fnorpa.account.AccountStoreAwayException} while Valkey is away. Safe for several threads.
 */
@ApplicationScoped
public class SavedLogins {

    private static final Logger LOG = Logger.getLogger(SavedLogins.class);
    private static final LuaScript ENTER = LuaScript.named(SavedLogins.class, "enter-login.lua");
    private static final LuaScript HOLD = LuaScript.named(SavedLogins.class, "hold-turn.lua");
    private static final LuaScript SAVE = LuaScript.named(SavedLogins.class, "save-login.lua");
    private static final LuaScript DROP = LuaScript.named(SavedLogins.class, "drop-login.lua");

    private final AccountStore store;
    private final LoginSeal seal;
    private final Clock clock;

    SavedLogins(AccountStore store, LoginSeal seal, Clock clock) {
        this.store = store;
        this.seal = seal;
        this.clock = clock;
    }

    /**
     * The saved login, or the turn to log in, or who has the turn. A saved login that does not open, or is too old, is
     * dropped first.
     *
     * @param holder the attempt
     * @param lease  the turn is taken from its holder unless it is renewed within this
     * @throws io.fnorpa.secrets.SecretMissingException there is no key to save a login with
     */
    public LoginPass enter(PortalAccount account, String holder, Duration lease) {
        seal.requireKey();
        while (true) {
            Response answer = store.run(ENTER, keys(account), holder, lease.toMillis());
            String kind = answer.get(0).toString();
            if (kind.equals("waiting")) {
                return LoginPass.ofWaiting(answer.get(1).toString());
            }
            if (kind.equals("turn")) {
                return LoginPass.ofTurn(answer.get(1).toLong());
            }
            SealedLogin login = SealedLogin.of(fields(answer));
            if (opens(account, login)) {
                return LoginPass.ofSaved(login.number());
            }
            drop(account, login.number());
        }
    }

    private boolean opens(PortalAccount account, SealedLogin login) {
        try {
            byte[] state = seal.open(account, login);
            Arrays.fill(state, (byte) 0);
            return login.expiresAt().isAfter(clock.instant());
        } catch (SealBrokenException e) {
            LOG.warnf("The saved login of %s cannot be used: %s. It is dropped; the next job logs in anew", account, e.getMessage());
            return false;
        }
    }

    private static Map<String, String> fields(Response answer) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 1; i + 1 < answer.size(); i += 2) {
            fields.put(answer.get(i).toString(), answer.get(i + 1).toString());
        }
        return fields;
    }

    /**
     * The saved login itself, for the browser session that it is used in. It is a secret.
     *
     * @return empty if it is gone
     */
    public Optional<JsonNode> read(PortalAccount account, long number) {
        return look(account).filter(login -> login.number() == number).map(login -> {
            byte[] state = seal.open(account, login);
            try {
                return WireJson.mapper().readTree(state);
            } catch (IOException e) {
                throw new IllegalStateException("What was saved for " + account + " is no JSON"); // its message may quote it
            } finally {
                Arrays.fill(state, (byte) 0);
            }
        });
    }

    /** What Valkey has of it, still encrypted; empty if nothing is saved. */
    public Optional<SealedLogin> look(PortalAccount account) {
        return Optional.of(store.hash(savedKey(account))).filter(fields -> !fields.isEmpty()).map(SealedLogin::of);
    }

    /** The attempt that logs in at the moment; empty if none does. */
    public Optional<String> holder(PortalAccount account) {
        return Optional.ofNullable(store.hash(turnKey(account)).get("holder"));
    }

    /**
     * Saves a login and gives the turn back.
     *
     * @param state of the browser, as {@code storage-state} gave it
     * @param life  how long it may be used
     * @return false if a later turn was given since: nothing was saved
     */
    public boolean save(PortalAccount account, LoginPass turn, JsonNode state, Duration life) {
        Instant now = clock.instant();
        byte[] plain = bytes(state);
        try {
            SealedLogin login = seal.seal(account, turn.number(), now, now.plus(life), plain);
            List<Object> arguments = new ArrayList<>(List.of(turn.number(), life.toMillis()));
            login.fields().forEach((field, value) -> arguments.addAll(List.of(field, value)));
            return store.run(SAVE, keys(account), arguments.toArray()).toInteger() == 1;
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static byte[] bytes(JsonNode state) {
        try {
            return WireJson.mapper().writeValueAsBytes(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree must be writable");
        }
    }

    /** Forgets the saved login of this number. False if it is not there any more. */
    public boolean drop(PortalAccount account, long number) {
        return store.run(DROP, List.of(savedKey(account)), number).toInteger() == 1;
    }

    /** Forgets what is saved, whatever it is; the next job logs in anew. */
    public void forget(PortalAccount account) {
        store.delete(savedKey(account));
    }

    /** False if the turn is another's by now. */
    public boolean renew(PortalAccount account, LoginPass turn, Duration lease) {
        return store.run(HOLD, List.of(turnKey(account)), turn.number(), lease.toMillis()).toInteger() == 1;
    }

    /** Gives the turn back without a login; somebody else may try. */
    public void giveBack(PortalAccount account, LoginPass turn) {
        store.run(HOLD, List.of(turnKey(account)), turn.number(), 0);
    }

    private static List<String> keys(PortalAccount account) {
        return List.of(savedKey(account), turnKey(account), "login_turns:{" + account.key() + "}");
    }

    private static String savedKey(PortalAccount account) {
        return "saved_login:{" + account.key() + "}";
    }

    private static String turnKey(PortalAccount account) {
        return "login_turn:{" + account.key() + "}";
    }
}
