package io.fnorpa.account;

import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What Valkey is asked about accounts. Its absence has one exception. Safe for several threads. */
@ApplicationScoped
public class AccountStore {

    private final RedisDataSource valkey;

    public AccountStore(RedisDataSource valkey) {
        this.valkey = valkey;
    }

    /**
     * Runs a script.
     *
     * @param keys all of one slot: they have the account in braces
     * @throws AccountStoreAwayException no answer
     */
    public Response run(LuaScript script, List<String> keys, Object... arguments) {
        List<String> all = new ArrayList<>(List.of(script.text(), Integer.toString(keys.size())));
        all.addAll(keys);
        for (Object argument : arguments) {
            all.add(String.valueOf(argument));
        }
        return ask(() -> valkey.execute("EVAL", all.toArray(String[]::new)));
    }

    /** A hash; empty if it is not there. */
    public Map<String, String> hash(String key) {
        return ask(() -> valkey.hash(String.class).hgetall(key));
    }

    public void delete(String key) {
        ask(() -> valkey.key().del(key));
    }

    private static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            throw new AccountStoreAwayException("Valkey gives no answer (" + reason(e) + ")", e);
        }
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
