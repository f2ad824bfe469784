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

    @UriParam(label = "producer", description = "navigate: address, relative to the FNO's base URL, or absolute; only hosts that the FNO's "
            + "settings allow. wait-for: pattern with * that the page's address must come to match. "
            + "expect: what the address must be.")
    private String url;

    @UriParam(label = "producer", description = "Element to act on, a Playwright selector: css=..., text=..., role=button[name=\"Save\"], "
            + "label=E-mail, placeholder=..., testid=..., xpath=... For all verbs but navigate, dialog, "
            + "restore-session and save-session; press, wait-for, expect, extract and screenshot can do "
            + "without.")
    private String target;

    @UriParam(label = "producer", description = "Selector of the iframe that holds the target; frames in frames are joined with ' >>> '. "
            + "For all verbs that take a target.")
    private String frame;

    @UriParam(label = "producer", description = "Which page: main (default), popup (the newest other page; awaited), a number counted from "
            + "0 in the order of opening, or a URL pattern with *. For all verbs that act on a page.")
    private String page;

    @UriParam(label = "producer", description = "Limit of the command, such as 30s or 500ms, at most 2m; the platform's command timeout (30s) by default. For all verbs but dialog, "
            + "restore-session and save-session.")
    private String timeout;

    @UriParam(label = "producer", enums = "load,domcontentloaded,networkidle,commit", description = "navigate: when the page counts as there; load by default.")
    private String waitUntil;

    @UriParam(label = "producer", description = "fill, type: the text. select: the option's value or label. upload: the file's text, "
            + "instead of the body. expect: the field's value.")
    private String value;

    @UriParam(label = "producer", description = "fill, type: name of a credential of the FNO, instead of a value; the flow never sees what "
            + "is behind it.")
    private String credential;

    @UriParam(label = "producer", enums = "accept,dismiss", description = "click: what becomes of the native dialog that the click opens.")
    private String dialog;

    @UriParam(label = "producer", description = "press: key, such as Enter or Control+A.")
    private String key;

    @UriParam(label = "producer", description = "upload: name of the file as the portal sees it.")
    private String fileName;

    @UriParam(label = "producer", description = "upload: media type of the file; application/octet-stream by default.")
    private String contentType;

    @UriParam(label = "producer", enums = "accept,dismiss", description = "dialog: what becomes of the next native dialog.")
    private String action;

    @UriParam(label = "producer", description = "dialog: what is typed into a prompt.")
    private String promptText;

    @UriParam(label = "producer", enums = "visible,hidden,attached,detached,enabled,disabled,checked,unchecked", description = "wait-for, expect: state of the target; visible by default.")
    private String state;

    @UriParam(label = "producer", description = "wait-for: a second target; the body becomes target or or, whichever came first.")
    private String orTarget;

    @UriParam(label = "producer", description = "wait-for: pattern with * of the address of a response that must arrive.")
    private String response;

    @UriParam(label = "producer", description = "expect: text that the target must contain.")
    private String text;

    @UriParam(label = "producer", description = "expect: text that the target must have, no more and no less.")
    private String exactText;

    @UriParam(label = "producer", description = "expect: how many elements the target must match.")
    private String count;

    @UriParam(label = "producer", description = "expect: the page's title.")
    private String title;

    @UriParam(label = "producer", enums = "review,fail,retry", description = "expect: what becomes of the job if the expectation is not met; review by default. fail and "
            + "retry need code and message.")
    private String otherwise;

    @UriParam(label = "producer", description = "expect: code of the outcome, lower-case words joined by hyphens; portal-changed by "
            + "default.")
    private String code;

    @UriParam(label = "producer", description = "expect: message of the outcome, for the operator.")
    private String message;

    @UriParam(label = "producer", description = "extract, download: result field that takes what was read. Without it extract sets only the "
            + "body.")
    private String name;

    @UriParam(label = "producer", enums = "text,value,attribute,count,table,title,url,aria", description = "extract: what to read; text by default. A table becomes a list of maps from column heading "
            + "to text.")
    private String kind;

    @UriParam(label = "producer", description = "extract: name of the attribute, with kind=attribute.")
    private String attribute;

    @UriParam(label = "producer", defaultValue = "false", description = "extract: an element that is not there within the timeout (here 2s by default) gives "
            + "nothing instead of a failure.")
    private Boolean optional;

    @UriParam(label = "producer", description = "screenshot, download: name of the evidence, lower-case words joined by hyphens; download "
            + "by default for download.")
    private String step;

    @UriParam(label = "producer", defaultValue = "false", description = "screenshot: the whole page, not only what is in view.")
    private Boolean fullPage;

    @UriParam(label = "producer", description = "screenshot: selector of elements that are painted over, besides all secrets that were "
            + "typed.")
    private String mask;

    @UriParam(label = "producer", description = "totp: element to click when the code is in; without it Enter is pressed.")
    private String submit;

    @UriParam(label = "producer", description = "totp: element that shows that the portal took the code; restore-session: that it knows the saved "
            + "login.")
    private String accepted;

    @UriParam(label = "producer", description = "totp: element that shows that the portal refused the code; restore-session: that it wants a new "
            + "login.")
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
