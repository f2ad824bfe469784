package io.fnorpa.browser.service.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.secret.Secret;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SavedLoginTest {

    private static List<String> tokens(String state) throws JsonProcessingException {
        return SavedLogin.tokens(new ObjectMapper().readTree(state.replace('\'', '"'))).stream().map(Secret::reveal).toList();
    }

    @Test
    void whatLetsItsBearerInIsASecret() throws JsonProcessingException {
        assertThat(tokens("""
                {'cookies':[{'name':'sid','value':'s-1234567','httpOnly':true},{'name':'csrf','value':'0123456789abcdef0123456789abcdef','httpOnly':false}],
                 'origins':[{'origin':'http://x','localStorage':[{'name':'auth','value':'{\\'token\\':\\'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl\\',\\'n\\':1}'}]}]}
                """.replace("\\'", "\\\""))).containsExactly("s-1234567", "0123456789abcdef0123456789abcdef", "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl");
    }

    /** A flow reads such words on pages: they must not be taken out of them. */
    @Test
    void whatAPageShowsIsNone() throws JsonProcessingException {
        assertThat(tokens("""
                {'cookies':[{'name':'lang','value':'en-ZA','httpOnly':true},{'name':'theme','value':'dark-with-a-very-long-name-indeed','httpOnly':false}],
                 'origins':[{'origin':'http://x','localStorage':[{'name':'last','value':'MF-100200300-JHB-2024-00017'},
                 {'name':'id','value':'3f2b8c1e-7a54-4d0e-9c1b-0a1b2c3d4e5f'},{'name':'n','value':'12345'}]}]}
                """)).isEmpty();
        assertThat(SavedLogin.tokens(null)).isEmpty();
    }

    @Test
    void thereAreFiftyAtMostOf4096Characters() throws JsonProcessingException {
        String cookies = IntStream.range(0, 60).mapToObj(i -> "{'value':'cookie-" + i + "','httpOnly':true}").collect(Collectors.joining(","));
        assertThat(tokens("{'cookies':[" + cookies + "]}")).hasSize(50);
        assertThat(SavedLogin.tokens(new ObjectMapper().readTree("{\"origins\":[{\"localStorage\":[{\"value\":\"" + "Ab3".repeat(5000) + "\"}]}]}")).get(0).length()).isEqualTo(4096);
    }
}
