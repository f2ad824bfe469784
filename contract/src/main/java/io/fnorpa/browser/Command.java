package io.fnorpa.browser;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fnorpa.secret.Secret;
import java.util.List;

/**
 * One command to a browser session. Which fields a type wants is said at each field; fields that a type does not know
 * are refused ({@code invalid-command}), so that a misspelt option never passes in silence.
 *
 * @param id         of the command; the same id again returns the first answer and does nothing. Up to 64 characters.
 * @param type       what to do
 * @param page       which page: {@code main} (default), {@code popup} (the newest other page; awaited), a number
 *                   counted from 0 in the order of opening, or a URL pattern with {@code *}
 * @param frame      selector of the iframe that holds the target; frames in frames are joined with {@code " >>> "}
 * @param target     a Playwright selector: {@code css=…}, {@code text=…}, {@code role=button[name="Save"]},
 *                   {@code label=E-mail}, {@code placeholder=…}, {@code testid=…}, {@code xpath=…}
 * @param timeoutMs  limit of this command in milliseconds; the service has a default (30,000) and a maximum
 * @param url        navigate: absolute, or relative to the session's base URL
 * @param waitUntil  navigate: {@code load} (default), {@code domcontentloaded}, {@code networkidle}, {@code commit}
 * @param value      fill, type: the text; select: the option's value or label; expect: what is expected
 * @param credential fill, type: name of a credential given at session creation, instead of {@code value}
 * @param key        press: such as {@code Enter} or {@code Control+A}
 * @param state      wait, expect: {@code visible} (default), {@code hidden}, {@code attached}, {@code detached},
 *                   {@code enabled}, {@code disabled}, {@code checked}, {@code unchecked}; expect also
 *                   {@code text} (contains), {@code exact-text}, {@code value}, {@code count}, {@code url}, {@code title}
 * @param orTarget   wait: a second target; the answer says which came first ({@code target} or {@code or})
 * @param pattern    wait: a URL pattern with {@code *} that the page's address must come to match
 * @param response   wait: a URL pattern with {@code *} of a response that must arrive (or has, since the last command)
 * @param kind       extract: {@code text} (default), {@code value}, {@code attribute}, {@code count}, {@code table},
 *                   {@code title}, {@code url}, {@code aria}, {@code portal-time} (ISO, by the {@code Date} of the portal's
 *                   documents; null if it has told none)
 * @param attribute  extract: name of the attribute
 * @param fullPage   screenshot: the whole page, not only what is in view
 * @param mask       screenshot: selectors of elements to be painted over, besides all secrets that were typed
 * @param toTarget   drag: where to
 * @param files      upload: the files
 * @param accept     dialog: true accepts the next native dialog, false dismisses it
 * @param promptText dialog: what is typed into a prompt
 * @param code       totp: the code; never logged, masked in screenshots
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Command(
        String id,
        CommandType type,
        String page,
        String frame,
        String target,
        Integer timeoutMs,
        String url,
        String waitUntil,
        String value,
        String credential,
        String key,
        String state,
        String orTarget,
        String pattern,
        String response,
        String kind,
        String attribute,
        Boolean fullPage,
        List<String> mask,
        String toTarget,
        List<UploadFile> files,
        Boolean accept,
        String promptText,
        Secret code) {

    /**
     * A file to upload.
     *
     * @param name          file name as the portal sees it
     * @param contentType   such as {@code application/pdf}
     * @param contentBase64 its bytes
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record UploadFile(String name, String contentType, String contentBase64) {}

    /** Shows type and target; never a value, which may be a customer's data, nor a code. */
    @Override
    public String toString() {
        return type + (target == null ? "" : " " + target) + " (" + id + ")";
    }
}
