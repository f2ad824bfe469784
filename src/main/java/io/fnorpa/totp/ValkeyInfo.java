package io.fnorpa.totp;

import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a server says of itself: the fields of its answer to INFO. */
record ValkeyInfo(Map<String, String> fields) {

    private static final String UNKNOWN = "unknown";
    private static final String NO_EVICTION = "noeviction";
    private static final Pattern REPLICA = Pattern.compile("ip=([^,]+),port=(\\d+),state=online.*");

    static ValkeyInfo of(Response answer) {
        return new ValkeyInfo(answer.toString().lines().filter(line -> line.indexOf(':') > 0)
                .collect(Collectors.toMap(line -> line.substring(0, line.indexOf(':')), line -> line.substring(line.indexOf(':') + 1).strip(),
                        (first, again) -> first)));
    }

    /** One field of an answer to INFO, without looking at the others; {@code unknown} if it is not there. */
    static String field(String answer, String name) {
        int begin = answer.indexOf("\n" + name + ":");
        if (begin < 0) {
            return UNKNOWN;
        }
        int end = answer.indexOf('\r', begin);
        return answer.substring(begin + name.length() + 2, end < 0 ? answer.length() : end);
    }

    /** {@code noeviction}, {@code allkeys-lru}, …; {@code unknown} if it does not say. */
    String evictionPolicy() {
        return fields.getOrDefault("maxmemory_policy", UNKNOWN);
    }

    boolean keepsAll() {
        return evictionPolicy().equals(NO_EVICTION);
    }

    /** {@code standalone}, {@code sentinel} or {@code cluster}. */
    String mode() {
        return fields.getOrDefault("redis_mode", fields.getOrDefault("server_mode", "standalone"));
    }

    /** Whether it has an append-only file; without, a restart brings back what was last saved, or nothing. */
    boolean appendsToDisk() {
        return fields.getOrDefault("aof_enabled", "0").equals("1");
    }

    boolean isReplica() {
        return fields.getOrDefault("role", "master").equals("slave");
    }

    /** {@code host:port} of each replica that follows it now. */
    List<String> replicas() {
        return fields.entrySet().stream().filter(field -> field.getKey().matches("slave\\d+")).sorted(Map.Entry.comparingByKey())
                .map(field -> REPLICA.matcher(field.getValue())).filter(Matcher::matches)
                .map(found -> hostAndPort(found.group(1), found.group(2))).toList();
    }

    static String hostAndPort(String host, String port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
