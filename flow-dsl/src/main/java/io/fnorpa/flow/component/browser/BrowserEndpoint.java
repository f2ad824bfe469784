package io.fnorpa.flow.component.browser;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Acts on the portal's pages in the attempt's browser session. */
@UriEndpoint(firstVersion = "1.0.0", scheme = "browser", title = "Browser", syntax = "browser:verb", producerOnly = true,
        category = {Category.TESTING})
public class BrowserEndpoint extends DefaultEndpoint {

    @UriPath(description = "What to do", enums = "navigate,fill,type,click,select,check,uncheck,press,hover,upload,submit,dialog,wait-for,expect,extract,download,screenshot,totp,restore-session,save-session")
    @Metadata(required = true)
    private final String verb;
    private final BrowserVerb word;

    @UriParam(label = "producer",
            description = "navigate, restore-session: address to open, relative to the FNO's base URL or absolute; only hosts that the "
            + "FNO's settings allow. wait-for, expect: the page's whole address, where a star stands for any characters.")
    private String url;

    @UriParam(label = "producer",
            description = "all but navigate, dialog, restore-session, save-session: element to act on, a Playwright selector such as "
            + "css=#save, text=Save, label=E-mail, placeholder=Search, testid=save, role=button or xpath=//button. It must be "
            + "one element, except where elements are counted or only looked for.")
    private String target;

    @UriParam(label = "producer",
            description = "all but navigate, dialog, restore-session, save-session: selector of the iframe that holds the target; frames in "
            + "frames are joined with three greater-than signs. Without it the target is in the page itself.")
    private String frame;

    @UriParam(label = "producer", defaultValue = "main",
            description = "all but save-session: which page: main, popup (the newest other page; awaited), a number counted from 0 in the "
            + "order of opening, or an address, where a star stands for any characters.")
    private String page;

    @UriParam(label = "producer",
            description = "all but dialog, save-session: limit of the command: 30s, 500ms, 2m; a number alone is milliseconds; at most 2m. "
            + "By default rpa.browsers.command-timeout, which is 30s.")
    private String timeout;

    @UriParam(label = "producer", enums = "load,domcontentloaded,networkidle,commit", defaultValue = "load",
            description = "navigate: when the page counts as there.")
    private String waitUntil;

    @UriParam(label = "producer",
            description = "fill, type: the text, instead of a credential. select: value or label of the option to choose. upload: text of "
            + "the file, instead of the body. expect: what the field's value must be, to the letter.")
    private String value;

    @UriParam(label = "producer",
            description = "fill, type: name of one of the FNO's credentials, instead of a value; the flow never sees what is behind it.")
    private String credential;

    @UriParam(label = "producer", enums = "accept,dismiss",
            description = "click: what becomes of the native dialog that the click opens. Without it such a dialog is unexpected, and ends "
            + "the attempt.")
    private String dialog;

    @UriParam(label = "producer",
            description = "press: key as Playwright names it, such as Enter, ArrowDown or F2; Control, Alt, Shift or Meta go before it with "
            + "a plus sign. It goes to the target or, without one, to what has the focus.")
    private String key;

    @UriParam(label = "producer",
            description = "upload: name of the file as the portal sees it.")
    private String fileName;

    @UriParam(label = "producer", defaultValue = "application/octet-stream",
            description = "upload: media type of the file.")
    private String contentType;

    @UriParam(label = "producer", enums = "accept,dismiss",
            description = "dialog: what becomes of the native dialog.")
    private String action;

    @UriParam(label = "producer",
            description = "dialog: what is typed into a prompt, if it is accepted.")
    private String promptText;

    @UriParam(label = "producer", enums = "visible,hidden,attached,detached,enabled,disabled,checked,unchecked", defaultValue = "visible",
            description = "wait-for: what the target, or orTarget, must come to be. expect: what the target must be; leave it out if "
            + "something else is expected.")
    private String state;

    @UriParam(label = "producer",
            description = "wait-for: a second selector, in the same frame; what comes first of the two ends the wait.")
    private String orTarget;

    @UriParam(label = "producer",
            description = "wait-for: address of a response that must arrive, where a star stands for any characters.")
    private String response;

    @UriParam(label = "producer",
            description = "expect: text that the target must contain; any run of white space is one space.")
    private String text;

    @UriParam(label = "producer",
            description = "expect: text that the target must have, no more and no less; any run of white space is one space.")
    private String exactText;

    @UriParam(label = "producer",
            description = "expect: how many elements the target must match, a whole number.")
    private String count;

    @UriParam(label = "producer",
            description = "expect: the page's title, where a star stands for any characters.")
    private String title;

    @UriParam(label = "producer", enums = "review,fail,retry", defaultValue = "review",
            description = "expect: what becomes of the job if the expectation is not met. With fail and retry, code and message are needed.")
    private String otherwise;

    @UriParam(label = "producer", defaultValue = "portal-changed",
            description = "expect: code of the outcome, lower-case words joined by hyphens, such as service-unknown; at most 64 characters.")
    private String code;

    @UriParam(label = "producer",
            description = "expect: what the operator is told, one or two sentences.")
    private String message;

    @UriParam(label = "producer",
            description = "extract: result field that takes what was read, beside the body. download: result field that takes the file's "
            + "text; without it the file is kept as evidence alone.")
    private String name;

    @UriParam(label = "producer", enums = "text,value,attribute,count,table,title,url,aria", defaultValue = "text",
            description = "extract: what to read: text that can be seen, value of a field, attribute, count of elements, table as a list of "
            + "maps from column heading to text, title or url of the page, aria for the ARIA snapshot.")
    private String kind;

    @UriParam(label = "producer",
            description = "extract: name of the attribute, with kind=attribute.")
    private String attribute;

    @UriParam(label = "producer", defaultValue = "false",
            description = "extract: an element that is not there within the timeout, here 2s by default, gives nothing instead of a "
            + "failure.")
    private Boolean optional;

    @UriParam(label = "producer",
            description = "screenshot: name of the evidence, lower-case words joined by hyphens, at most 64 characters, such as "
            + "service-status. download: name of the evidence, likewise; download by default.")
    private String step;

    @UriParam(label = "producer", defaultValue = "false",
            description = "screenshot: the whole page, not only what is in view.")
    private Boolean fullPage;

    @UriParam(label = "producer",
            description = "screenshot: selector of elements that are painted over, besides all secrets, which always are.")
    private String mask;

    @UriParam(label = "producer",
            description = "totp: selector of the element to click when the code is in; without it Enter is pressed.")
    private String submit;

    @UriParam(label = "producer",
            description = "totp: selector of an element that shows that the portal took the code. restore-session: selector of one that "
            + "shows that it knows the saved login.")
    private String accepted;

    @UriParam(label = "producer",
            description = "totp: selector of an element that shows that the portal refused the code. restore-session: selector of one that "
            + "shows that it wants a new login.")
    private String refused;

    BrowserEndpoint(String uri, BrowserComponent component, BrowserVerb verb) {
        super(uri, component);
        this.verb = verb.word();
        this.word = verb;
    }

    @Override
    public Producer createProducer() {
        return new BrowserProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("browser: does things; nothing can be received from it");
    }

    @Override
    public boolean isSingletonProducer() {
        return true;
    }

    BrowserVerb verb() {
        return word;
    }

    /** The options that were given, by name. */
    Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        put(options, "url", url);
        put(options, "target", target);
        put(options, "frame", frame);
        put(options, "page", page);
        put(options, "timeout", timeout);
        put(options, "waitUntil", waitUntil);
        put(options, "value", value);
        put(options, "credential", credential);
        put(options, "dialog", dialog);
        put(options, "key", key);
        put(options, "fileName", fileName);
        put(options, "contentType", contentType);
        put(options, "action", action);
        put(options, "promptText", promptText);
        put(options, "state", state);
        put(options, "orTarget", orTarget);
        put(options, "response", response);
        put(options, "text", text);
        put(options, "exactText", exactText);
        put(options, "count", count);
        put(options, "title", title);
        put(options, "otherwise", otherwise);
        put(options, "code", code);
        put(options, "message", message);
        put(options, "name", name);
        put(options, "kind", kind);
        put(options, "attribute", attribute);
        put(options, "optional", optional);
        put(options, "step", step);
        put(options, "fullPage", fullPage);
        put(options, "mask", mask);
        put(options, "submit", submit);
        put(options, "accepted", accepted);
        put(options, "refused", refused);
        return options;
    }

    private static void put(Map<String, String> options, String name, Object value) {
        if (value != null) {
            options.put(name, value.toString());
        }
    }

    public String getVerb() {
        return verb;
    }

    public String getUrl() {
        return url;
    }

    public void setUrl(String url) {
        this.url = url;
    }

    public String getTarget() {
        return target;
    }

    public void setTarget(String target) {
        this.target = target;
    }

    public String getFrame() {
        return frame;
    }

    public void setFrame(String frame) {
        this.frame = frame;
    }

    public String getPage() {
        return page;
    }

    public void setPage(String page) {
        this.page = page;
    }

    public String getTimeout() {
        return timeout;
    }

    public void setTimeout(String timeout) {
        this.timeout = timeout;
    }

    public String getWaitUntil() {
        return waitUntil;
    }

    public void setWaitUntil(String waitUntil) {
        this.waitUntil = waitUntil;
    }

    public String getValue() {
        return value;
    }

    public void setValue(String value) {
        this.value = value;
    }

    public String getCredential() {
        return credential;
    }

    public void setCredential(String credential) {
        this.credential = credential;
    }

    public String getDialog() {
        return dialog;
    }

    public void setDialog(String dialog) {
        this.dialog = dialog;
    }

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
    }

    public String getFileName() {
        return fileName;
    }

    public void setFileName(String fileName) {
        this.fileName = fileName;
    }

    public String getContentType() {
        return contentType;
    }

    public void setContentType(String contentType) {
        this.contentType = contentType;
    }

    public String getAction() {
        return action;
    }

    public void setAction(String action) {
        this.action = action;
    }

    public String getPromptText() {
        return promptText;
    }

    public void setPromptText(String promptText) {
        this.promptText = promptText;
    }

    public String getState() {
        return state;
    }

    public void setState(String state) {
        this.state = state;
    }

    public String getOrTarget() {
        return orTarget;
    }

    public void setOrTarget(String orTarget) {
        this.orTarget = orTarget;
    }

    public String getResponse() {
        return response;
    }

    public void setResponse(String response) {
        this.response = response;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public String getExactText() {
        return exactText;
    }

    public void setExactText(String exactText) {
        this.exactText = exactText;
    }

    public String getCount() {
        return count;
    }

    public void setCount(String count) {
        this.count = count;
    }

    public String getTitle() {
        return title;
    }

    public void setTitle(String title) {
        this.title = title;
    }

    public String getOtherwise() {
        return otherwise;
    }

    public void setOtherwise(String otherwise) {
        this.otherwise = otherwise;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getMessage() {
        return message;
    }

    public void setMessage(String message) {
        this.message = message;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
    }

    public String getAttribute() {
        return attribute;
    }

    public void setAttribute(String attribute) {
        this.attribute = attribute;
    }

    public Boolean getOptional() {
        return optional;
    }

    public void setOptional(Boolean optional) {
        this.optional = optional;
    }

    public String getStep() {
        return step;
    }

    public void setStep(String step) {
        this.step = step;
    }

    public Boolean getFullPage() {
        return fullPage;
    }

    public void setFullPage(Boolean fullPage) {
        this.fullPage = fullPage;
    }

    public String getMask() {
        return mask;
    }

    public void setMask(String mask) {
        this.mask = mask;
    }

    public String getSubmit() {
        return submit;
    }

    public void setSubmit(String submit) {
        this.submit = submit;
    }

    public String getAccepted() {
        return accepted;
    }

    public void setAccepted(String accepted) {
        this.accepted = accepted;
    }

    public String getRefused() {
        return refused;
    }

    public void setRefused(String refused) {
        this.refused = refused;
    }
}
