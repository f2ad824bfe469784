package io.fnorpa.browser.service.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;

/** Values that programs stumble over. */
final class FuzzValues {

    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
    private static final List<String> TEXTS = List.of("", " ", "null", "true", "0", "-1", "\u0000", "\u0007\u001b[31m", "\ud800", "\udfff\ud800", "\ufeff", "\u202egpj.exe",
            "\ud83d\ude00\ud83c\uddff\ud83c\udde6", "e\u0301\u0301\u0301", "ÿ\u0130ı\u1e9e", "\r\nX-Injected: 1\r\n\r\n", "%00%0a%ff", "%", "../../../../etc/passwd", "${7*7}", "{{secret}}",
            "#{1+1}", "' or '1'='1", "<script>alert(1)</script>", "&amp;&#0;", "\\", "\"", "'", "`", "javascript:alert(1)", "file:///etc/passwd", "http://", "http://[", "https://a:b@c:d/",
            "//", "?", "#", "*", "**", "*a*a*a*a*a*a*b", "main", "popup", "99", "999999999999999999999");
    private static final List<String> SELECTORS = List.of("css=", "css=*", "css=a[", "css=:has(", "css=body", "css=#count", "css=h1", "css=.twice", "css=#hidden", "text=", "text=Count",
            "text=/(/", "text=/(a+)+$/", "role=", "role=button", "role=button[name=", "role=button[name=\"Count\"]", "label=", "label=E-mail", "placeholder=", "testid=note", "xpath=", "xpath=//",
            "xpath=//*[", "xpath=/html", "id=count", "nth=0", "nth=-1", "nth=x", "visible=true", "visible=perhaps", ">>", " >> ", "css=form >> css=input >> nth=0", ">>>", "css=iframe >>> css=a",
            "internal:control=enter-frame", "internal:has-text=\"x\"", "_react=App", "xyz=a", "\"Count\"", "'", "//a", "..", "css=a >> >> css=b", "css=html >> ".repeat(50) + "css=h1");

    private final Random random;

    FuzzValues(Random random) {
        this.random = random;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    String text() {
        return switch (random.nextInt(8)) {
            case 0 -> oneOf(TEXTS).repeat(1 + random.nextInt(40));
            case 1 -> "x".repeat(random.nextInt(oneIn(20) ? 150_000 : 300));
            case 2 -> characters(random.nextInt(60));
            case 3 -> oneOf(SELECTORS);
            default -> oneOf(TEXTS);
        };
    }

    String selector() {
        return switch (random.nextInt(6)) {
            case 0 -> text();
            case 1 -> oneOf(SELECTORS) + text();
            case 2 -> oneOf(SELECTORS) + " >> " + oneOf(SELECTORS);
            default -> oneOf(SELECTORS);
        };
    }

    /** Any character of the basic plane, also those that are none. */
    private String characters(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append((char) random.nextInt(0x10000));
        }
        return text.toString();
    }

    JsonNode number() {
        return oneOf(List.of(MAKE.numberNode(0), MAKE.numberNode(-1), MAKE.numberNode(1), MAKE.numberNode(Integer.MAX_VALUE), MAKE.numberNode(Integer.MIN_VALUE),
                MAKE.numberNode(1L + Integer.MAX_VALUE), MAKE.numberNode(Long.MAX_VALUE), MAKE.numberNode(BigInteger.TEN.pow(300)), MAKE.numberNode(0.5), MAKE.numberNode(-0.0),
                MAKE.numberNode(1e308), MAKE.numberNode(new BigDecimal("1e-300")), MAKE.numberNode(1.0), MAKE.numberNode(random.nextInt())));
    }

    /** Of any type; {@code depth} bounds the nesting. */
    JsonNode any(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0 -> MAKE.nullNode();
            case 1 -> MAKE.booleanNode(random.nextBoolean());
            case 2, 3 -> number();
            case 4, 5 -> MAKE.textNode(text());
            case 6 -> list(depth);
            default -> object(depth);
        };
    }

    private ArrayNode list(int depth) {
        ArrayNode list = MAKE.arrayNode();
        for (int i = random.nextInt(oneIn(10) ? 200 : 5); i > 0; i--) {
            list.add(any(depth - 1));
        }
        return list;
    }

    private ObjectNode object(int depth) {
        ObjectNode object = MAKE.objectNode();
        for (int i = random.nextInt(6); i > 0; i--) {
            object.set(text(), any(depth - 1));
        }
        return object;
    }
}
