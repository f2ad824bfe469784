package io.fnorpa.browser.service.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** Generated requests for a session, each good but for one thing, which is anything or nearly good itself. */
final class FuzzSession {

    private static final List<String> FIELDS = List.of("session_id", "provider", "base_url", "allowed_hosts", "credentials", "storage_state", "idle_timeout_seconds",
            "deadline", "locale", "time_zone", "x");
    private static final List<String> LOCALES = List.of("en-ZA", "de", "zh-Hant-TW", "xx-QQ", "und", "es-419", "EN-za", "en-ZA-ZA", "en-ZA-u-ca-gregory", "zh-cmn", "sgn-BE-FR", "root", "aaa-aaaa-zz");
    private static final List<String> ZONES = List.of("UTC", "Etc/GMT+5", "Africa/Johannesburg", "EST5EDT", "GMT0", "W-SU", "US/Pacific-New", "America/Argentina/ComodRivadavia",
            "Asia/Hanoi", "Z", "UTC+01:00", "+02:00", "GMT+1", "UT", "SystemV/EST5", "utc", "EST", "Etc/Unknown");
    private static final List<String> ORIGINS = List.of("http://127.0.0.1", "http://a.example/", "https://b.example", "http://127.0.0.1:99999", "http://127.0.0.1:0", "http://[::1]", "http://x_y", "http://a..b",
            "http://a.example/path?q", "http://user:secret@a.example", "about:blank", "file:///etc/passwd", "");
    private static final List<String> COOKIE = List.of("name", "value", "domain", "path", "expires", "httpOnly", "secure", "sameSite", "partitionKey", "url");
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    private final Random random;
    private final FuzzValues values;

    FuzzSession(Random random, FuzzValues values) {
        this.random = random;
        this.values = values;
    }

    ObjectNode changed() {
        ObjectNode request = MAKE.objectNode().put("base_url", "http://127.0.0.1/").put("idle_timeout_seconds", 60).put("locale", "en-ZA").put("time_zone", "UTC");
        request.putArray("allowed_hosts").add("a.example");
        request.putObject("credentials").put("password", "swordfish");
        switch (random.nextInt(5)) {
            case 0 -> request.put("locale", values.oneOf(LOCALES));
            case 1 -> request.put("time_zone", values.oneOf(ZONES));
            case 2, 3 -> request.set("storage_state", savedLogin());
            default -> request.set(values.oneOf(FIELDS), values.any(3));
        }
        return request;
    }

    private JsonNode savedLogin() {
        ObjectNode state = MAKE.objectNode();
        ObjectNode cookie = state.putArray("cookies").addObject().put("name", "login").put("value", "x").put("domain", "127.0.0.1").put("path", "/");
        ObjectNode origin = state.putArray("origins").addObject().put("origin", "http://127.0.0.1");
        ObjectNode entry = origin.putArray("localStorage").addObject().put("name", "token").put("value", "x");
        switch (random.nextInt(6)) {
            case 0 -> state.set(values.oneOf(List.of("cookies", "origins", "x")), values.any(3));
            case 1 -> cookie.set(values.oneOf(COOKIE), values.any(1));
            case 2 -> cookie.put(values.oneOf(List.of("name", "value", "domain", "path")), values.text());
            case 3 -> cookie.set("expires", values.number());
            case 4 -> origin.put("origin", values.oneOf(ORIGINS));
            default -> entry.put(values.oneOf(List.of("name", "value")), values.text());
        }
        return state;
    }
}
