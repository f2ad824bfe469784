package io.fnorpa.browser.service.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fnorpa.secret.Secret;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret is found however it is written, and nothing else is taken for it. */
class SecretFinderTest {

    private static final List<String> AWKWARD = List.of("P@ss & word!1", "two  spaces pw", "it's: \"q\" #z1", "424242", "1234", "a+b c++d",
            "p4ss & <w0rd>", "CORP\\name", "C:\\\\u0041xy\\", "100%25abc%", "&lt;pass&amp;", "Straße ÉŒ Жук", "😀 key 💀", "~`!@#$%^&*()_+-={}[]|\\:;\"'<>,.?/",
            "''quoted''", "\"\"x\"\"y", " blank ends ", "x\ttab y", "%3%3%35 key", "\\\\\\back\\", "n3w\\n\\t\\x41", "[]{}", "aaaa", "a\\\"b\\'c", "q%u0041\\u0042 cd");

    private static SecretFinder finder(String... secrets) {
        return SecretFinder.of(Stream.of(secrets).map(Secret::of).toList());
    }

    @ParameterizedTest
    @EnumSource(Spelling.class)
    void isFoundInAnySpelling(Spelling spelling) {
        for (String secret : AWKWARD) {
            String text = "Before it: [" + spelling.write(secret) + "]; behind it.";
            assertThat(finder(secret).replace(text, "(secret)")).as("%s as %s", secret, text)
                    .startsWith("Before it: [").endsWith("]; behind it.").contains("(secret)");
        }
    }

    /** What stands around a secret never hides it, nor does what stands in it. */
    @Test
    void isFoundInTextsOfAllKinds() {
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            String secret = signs(random, 4 + random.nextInt(12));
            if (!SecretFinder.isLongEnough(Secret.of(secret))) {
                continue;
            }
            Spelling spelling = Spelling.values()[random.nextInt(Spelling.values().length)];
            String text = "\n" + signs(random, random.nextInt(8)) + "\n=" + spelling.write(secret) + "=\n" + signs(random, random.nextInt(8));
            assertThat(finder(secret, "another one").isIn(text)).as("%s as %s in %s, seed 4, text %d", secret, spelling, text, i).isTrue();
        }
    }

    private static String signs(Random random, int count) {
        String signs = "abfnux0146AZ%%\\\\&&;#'\"+  \u00a0\tö Ж<>/=!";
        return random.ints(count, 0, signs.length()).mapToObj(i -> String.valueOf(signs.charAt(i))).collect(Collectors.joining());
    }

    @Test
    void theRestOfTheTextStaysAsItIs() {
        SecretFinder finder = finder("p4ssw0rd", "424242");

        String rest = "100%25 &amp; \\u0041 it''s  two  spaces A+b P4ssw0r d 42424 cGFzcw==";
        assertThat(finder.replace(rest, "(secret)")).isEqualTo(rest);
        assertThat(finder.replace("p4ssw0rd, P4SSW0RD and 424242424242 with p4sswo", "(secret)")).isEqualTo("(secret), (secret) and (secret) with p4sswo");
        assertThat(finder.replace("p4ssw0rdp4ssw0rd", "(secret)")).isEqualTo("(secret)(secret)");
        assertThat(finder.replace("", "(secret)")).isEmpty();
        assertThat(finder.replace(null, "(secret)")).isNull();
        assertThat(finder().replace("p4ssw0rd", "(secret)")).isEqualTo("p4ssw0rd");
    }

    @Test
    void secretsThatAreOneInAnotherOrOverlapLeaveNothing() {
        assertThat(finder("admin", "administrator", "istrator77").replace("administrator7 administrator77", "(secret)")).isEqualTo("(secret)7 (secret)");
    }

    /** Playwright and browsers cut what is long. */
    @Test
    void aBeginningThatWasCutOffIsFoundToo() {
        assertThat(finder("swordfish").replace("<b>swordf…</b> intercepts, sword fish, swo…", "(secret)")).isEqualTo("<b>(secret)…</b> intercepts, sword fish, swo…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "123", " 12 ", "a   b", "    ", "''''", "\\\\\\\\", "%41bc"})
    void whatCannotBeToldFromOtherTextIsTooShort(String secret) {
        assertThat(SecretFinder.isLongEnough(Secret.of(secret))).isFalse();
    }

    @Test
    void fourSignsAreEnough() {
        assertThat(AWKWARD).allMatch(secret -> SecretFinder.isLongEnough(Secret.of(secret)));
        assertThat(SecretFinder.isLongEnough(Secret.of("1234"))).isTrue();
        assertThat(SecretFinder.isLongEnough(Secret.of("++++"))).isTrue();
    }

    /** Where one piece of a long text ends and the next begins. */
    @Test
    void isFoundAnywhereInALongText() {
        SecretFinder finder = finder("p4ss & w0rd", "x".repeat(4000) + "y");
        String text = IntStream.range(0, 40_000).mapToObj(i -> "p4ss &amp; w0rd" + "-".repeat(i % 37)).collect(Collectors.joining());

        assertThat(finder.replace(text, "")).matches("-+").hasSize(text.length() - 40_000 * 15);
    }

    /** Texts made to be slow: near misses, escapes in escapes, and 150 secrets. Each takes half a second; time by the square of the length would be hours. */
    @Test
    @Timeout(60)
    void takesTimeByTheLengthOfTheTextAlone() {
        SecretFinder many = SecretFinder.of(IntStream.range(0, 150).mapToObj(i -> Secret.of("a".repeat(500 + i) + i)).toList());
        for (String text : List.of("a", "%3", "%25", "\\", "&#x2", "&amp;", "\\u005c", "%f0%9f%98", "'", " ", "😀")) {
            assertThat(many.isIn(text.repeat(5_000_000 / text.length()) + "x")).as(text).isFalse();
        }
        assertThat(many.isIn("a".repeat(5_000_000) + "7")).isTrue();
    }

    @Test
    void aWipedSecretCannotBeLookedFor() {
        Secret wiped = Secret.of("p4ssw0rd");
        wiped.wipe();
        assertThatThrownBy(() -> SecretFinder.of(List.of(wiped))).isInstanceOf(IllegalStateException.class);
    }
}
