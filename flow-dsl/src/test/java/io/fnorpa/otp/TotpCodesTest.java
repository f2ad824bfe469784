package io.fnorpa.otp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flow.runtime.FnoSettings.Totp;
import io.fnorpa.flow.runtime.FnoSettings.Totp.Algorithm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpCodesTest {

    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final String SEED = "1234567890";

    @ParameterizedTest(name = "RFC 6238, appendix B: {1} at {0}")
    @CsvSource({
        "59,SHA1,94287082", "59,SHA256,46119246", "59,SHA512,90693936",
        "1111111109,SHA1,07081804", "1111111109,SHA256,68084774", "1111111109,SHA512,25091201",
        "1111111111,SHA1,14050471", "1111111111,SHA256,67062674", "1111111111,SHA512,99943326",
        "1234567890,SHA1,89005924", "1234567890,SHA256,91819424", "1234567890,SHA512,93441116",
        "2000000000,SHA1,69279037", "2000000000,SHA256,90698825", "2000000000,SHA512,38618901",
        "20000000000,SHA1,65353130", "20000000000,SHA256,77737706", "20000000000,SHA512,47863826"})
    void makesTheCodesOfTheRfc(long second, Algorithm algorithm, String code) {
        TotpCodes codes = new TotpCodes(new Totp(8, PERIOD, algorithm), seed(algorithm));
        long step = new TimeSteps(PERIOD).at(Instant.ofEpochSecond(second));

        assertThat(codes.at(step).reveal()).isEqualTo(code);
    }

    @ParameterizedTest(name = "RFC 6238, appendix B, by fno.yaml: {0}")
    @CsvSource({"sha1,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ,94287082",
        "sha256,gezd gnbv gy3t qojq gezd gnbv gy3t qojq gezd gnbv gy3t qojq gezA====,46119246",
        "sha512,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNA,90693936"})
    void digitsPeriodAndAlgorithmAreTheFnosOwn(String algorithm, String key, String code) {
        Totp rules = FnoSettings.parse("fno.yaml", """
                fno: octotel
                name: Octotel
                base-url: https://octotel.example
                totp: {digits: 8, period: 30, algorithm: %s}
                job-types: {validation: {}}
                """.formatted(algorithm)).totp().orElseThrow();

        assertThat(new TotpCodes(rules, Base32Key.decode(key)).at(1).reveal()).isEqualTo(code);
        Totp minute = new Totp(rules.digits(), Duration.ofMinutes(1), rules.algorithm());
        assertThat(new TotpCodes(minute, Base32Key.decode(key)).at(1).reveal()).as("the counter alone makes the code").isEqualTo(code);
    }

    private static byte[] seed(Algorithm algorithm) {
        int length = switch (algorithm) {
            case SHA1 -> 20;
            case SHA256 -> 32;
            case SHA512 -> 64;
        };
        return SEED.repeat(7).substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aCodeKeepsItsLeadingZero() {
        TotpCodes codes = new TotpCodes(new Totp(6, PERIOD, Algorithm.SHA1), seed(Algorithm.SHA1));

        assertThat(codes.at(37037036).reveal()).isEqualTo("081804");
        assertThat(codes.between(37037036, 37037037)).containsExactly("081804", "050471");
    }

    @Test
    void showsNothingOfItsKey() {
        TotpCodes codes = new TotpCodes(new Totp(6, PERIOD, Algorithm.SHA1), seed(Algorithm.SHA1));

        assertThat(codes.toString()).isEqualTo("codes of HmacSHA1");
        assertThat(codes.at(1).toString()).doesNotMatch(".*\\d.*");
    }
}
