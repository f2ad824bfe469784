package io.fnorpa.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base32KeyTest {

    @ParameterizedTest(name = "RFC 4648, section 10: {0}")
    @CsvSource({"MY======,f", "MZXQ====,fo", "MZXW6===,foo", "MZXW6YQ=,foob", "MZXW6YTB,fooba", "MZXW6YTBOI======,foobar"})
    void readsTheVectorsOfTheRfc(String base32, String text) {
        assertThat(Base32Key.decode(base32)).isEqualTo(text.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mzxw6ytboi", "MZXW 6YTB OI", " mzxw-6ytb-oi\t", "MZXW6YTBOI=", "MZXW\u00a06YTB\u2009OI", "MZXW6YTBOI======\r\n"})
    void takesKeysAsPeopleTypeThem(String base32) {
        assertThat(Base32Key.decode(base32)).isEqualTo("foobar".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "====", "MZXW6YTB1", "MZXW6Y!B", "MZXW=6YTB", "MZX", "M", "MZXW6Y", "пароль"})
    void refusesWhatIsNoKey(String text) {
        assertThatThrownBy(() -> Base32Key.decode(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsAnAddressFromAKey() {
        assertThatThrownBy(() -> Base32Key.decode("otpauth://totp/Octotel:ann?secret=MZXW6YTBOI&issuer=Octotel"))
                .hasMessageContaining("only what stands between secret= and the next &").hasMessageNotContaining("MZXW");
    }

    @Test
    void saysWhereTheFaultIsAndNothingOfTheKey() {
        assertThatThrownBy(() -> Base32Key.decode("SECRET7SECRET0"))
                .hasMessageContaining("character 14")
                .hasMessageNotContaining("SECRET")
                .hasMessageNotContaining("0 ");
    }
}
