package io.fnorpa.browser.service.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.browser.service.ProblemException;
import java.net.URI;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The form of a saved login, as the command storage-state gives it: {@code cookies}, each with name, value, domain and path,
 * and {@code origins} with what they keep in local storage. A refusal says where it is wrong, never what stands there.
 */
final class SavedLogin {

    private static final Set<String> COOKIE = Set.of("name", "value", "domain", "path", "expires", "httpOnly", "secure", "sameSite");
    private static final Set<String> SAME_SITE = Set.of("Strict", "Lax", "None");
    /** The end of the year 9999, the latest that Playwright takes. */
    private static final double LATEST = 253_402_300_799.0;

    private SavedLogin() {}

    /** @throws ProblemException {@code invalid-command} */
    static void check(JsonNode state) {
        if (state == null || state.isNull()) {
            return;
        }
        object(state, "", Set.of("cookies", "origins"));
        each(state, "", "cookies", SavedLogin::cookie);
        each(state, "", "origins", SavedLogin::origin);
    }

    private static void cookie(JsonNode cookie, String where) {
        object(cookie, where, COOKIE);
        must(areTexts(cookie, "name", "value", "domain", "path"), where, "have texts as name, value, domain and path");
        must(!cookie.path("domain").textValue().isEmpty() && !cookie.path("path").textValue().isEmpty(), where, "have a domain and a path");
        JsonNode expires = cookie.path("expires");
        must(expires.isMissingNode() || expires.isNumber() && (expires.doubleValue() == -1 || expires.doubleValue() >= 0 && expires.doubleValue() <= LATEST),
                where, "have -1 as expires, or seconds since 1970");
        must(isSwitch(cookie.path("httpOnly")) && isSwitch(cookie.path("secure")), where, "have true or false as httpOnly and secure");
        JsonNode sameSite = cookie.path("sameSite");
        must(sameSite.isMissingNode() || sameSite.isTextual() && SAME_SITE.contains(sameSite.textValue()), where, "have Strict, Lax or None as sameSite");
    }

    private static void origin(JsonNode origin, String where) {
        object(origin, where, Set.of("origin", "localStorage"));
        must(isOrigin(origin.path("origin").textValue()), where, "have an origin such as https://portal.example.com");
        must(origin.has("localStorage"), where, "have a localStorage");
        each(origin, where, "localStorage", (entry, there) -> {
            object(entry, there, Set.of("name", "value"));
            must(areTexts(entry, "name", "value"), there, "have texts as name and value");
        });
    }

    private static void object(JsonNode value, String where, Set<String> names) {
        must(value.isObject(), where, "be an object, as a storage-state command gave it");
        value.fieldNames().forEachRemaining(name -> must(names.contains(name), where, "have no other fields than " + names.stream().sorted().toList()));
    }

    private static void each(JsonNode parent, String where, String list, BiConsumer<JsonNode, String> check) {
        JsonNode entries = parent.path(list);
        must(entries.isMissingNode() || entries.isArray(), where + "." + list, "be a list");
        for (int i = 0; i < entries.size(); i++) {
            check.accept(entries.get(i), where + "." + list + "[" + i + "]");
        }
    }

    private static boolean areTexts(JsonNode parent, String... names) {
        for (String name : names) {
            if (!parent.path(name).isTextual()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSwitch(JsonNode value) {
        return value.isMissingNode() || value.isBoolean();
    }

    private static boolean isOrigin(String text) {
        try {
            URI origin = text == null ? null : URI.create(text);
            return origin != null && Set.of("http", "https").contains(String.valueOf(origin.getScheme())) && origin.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void must(boolean right, String where, String what) {
        if (!right) {
            throw ProblemException.invalid("Field 'storage_state" + where + "' must " + what);
        }
    }
}
