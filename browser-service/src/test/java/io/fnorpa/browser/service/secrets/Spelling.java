package io.fnorpa.browser.service.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The ways in which a page, a portal or the browser may write a text. */
public enum Spelling {

    AS_IT_IS(text -> text),
    URL_COMPONENT(text -> percent(text, "-_.!~*'()")), // encodeURIComponent
    URL(text -> percent(text, "-_.!~*'();/?:@&=+$,#")), // encodeURI
    URL_SMALL_HEX(text -> Pattern.compile("%..").matcher(percent(text, "")).replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT))),
    URL_ALL(text -> bytes(text, "%%%02X")),
    FORM(text -> URLEncoder.encode(text, StandardCharsets.UTF_8)),
    JSON(Spelling::json),
    JSON_SLASHES(text -> json(text).replace("/", "\\/")),
    JSON_FOR_HTML(text -> json(text).replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003E").replace("'", "\\u0027")),
    JSON_ASCII(text -> each(json(text), c -> c > 126 ? String.format("\\u%04x", c) : Character.toString(c))),
    JSON_ALL(text -> each(text, c -> String.format("\\u%04X", c))),
    JAVASCRIPT_HEX(text -> each(text, c -> c < 256 ? String.format("\\x%02x", c) : String.format("\\u%04x", c))),
    JAVASCRIPT_ESCAPE(text -> each(text, c -> c > 255 ? String.format("%%u%04X", c) : c < 128 ? percent(Character.toString(c), "@*_+-./") : Character.toString(c))),
    HTML(text -> text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;").replace("\u00a0", "&nbsp;")),
    HTML_HEX(text -> text.codePoints().collect(StringBuilder::new, (all, c) -> all.append(String.format("&#x%X;", c)), StringBuilder::append).toString()),
    HTML_NAMES(text -> text.replace("&", "&amp;").replace("!", "&excl;").replace("@", "&commat;").replace("#", "&num;").replace("ö", "&ouml;").replace("É", "&Eacute;")),
    YAML_SINGLE(text -> text.replace("'", "''")),
    ARIA_KEY(text -> json(text).replace("'", "''")),
    CSV(text -> text.replace("\"", "\"\"")),
    FILE_NAME(text -> text.replaceAll("[\\\\/:*?\"<>|]", "_").replaceAll("\\s+", " ").strip()),
    ONE_BLANK(text -> text.replaceAll("\\s+", " ").strip()),
    HARD_BLANKS(text -> text.replace(' ', '\u00a0')),
    SOFT_HYPHENS(text -> String.join("\u00ad", text.split("(?<=[a-z])(?=[a-z])"))),
    CAPITALS(text -> text.toUpperCase(Locale.ROOT)),
    SMALL(text -> text.toLowerCase(Locale.ROOT)),
    BASE_64(text -> text.length() < 6 ? text : base64("", text)),
    BASE_64_LOGIN(text -> text.length() < 6 ? text : base64("user:", text)),
    BASE_64_URL(text -> text.length() < 6 ? text : base64("{'x':1,'p':'", text + "'}").replace('+', '-').replace('/', '_')),
    JSON_IN_HTML(text -> HTML.write(JSON.write(text))),
    HTML_IN_JSON(text -> JSON_FOR_HTML.write(HTML.write(text))),
    URL_IN_URL(text -> URL_COMPONENT.write("/next?p=" + URL_COMPONENT.write(text))),
    FORM_IN_URL(text -> URL_COMPONENT.write("/next?p=" + FORM.write(text))),
    URL_IN_HTML_IN_JSON(text -> JSON_FOR_HTML.write(HTML.write("<a href='?a=1&p=" + FORM.write(text) + "'>")));

    private final UnaryOperator<String> writing;

    Spelling(UnaryOperator<String> writing) {
        this.writing = writing;
    }

    public String write(String text) {
        return writing.apply(text);
    }

    private static String json(String text) {
        try {
            String quoted = new ObjectMapper().writeValueAsString(text);
            return quoted.substring(1, quoted.length() - 1);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(String before, String text) {
        return Base64.getEncoder().encodeToString((before + text).getBytes(StandardCharsets.UTF_8));
    }

    private static String percent(String text, String unreserved) {
        return text.codePoints().mapToObj(Character::toString)
                .map(c -> c.matches("[A-Za-z0-9]") || unreserved.contains(c) ? c : bytes(c, "%%%02X"))
                .reduce("", String::concat);
    }

    private static String bytes(String text, String format) {
        StringBuilder all = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            all.append(String.format(format, b));
        }
        return all.toString();
    }

    private static String each(String text, java.util.function.IntFunction<String> spelling) {
        return text.chars().mapToObj(spelling).reduce("", String::concat);
    }
}
