package io.fnorpa.flow.component.job;

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

/** Says something about the job that the flow does: how it ended, what came of it. */
@UriEndpoint(firstVersion = "1.0.0", scheme = "job", title = "Job", syntax = "job:verb", producerOnly = true,
        category = {Category.WORKFLOW})
public class JobEndpoint extends DefaultEndpoint {

    @UriPath(description = "What to do", enums = "fail,retry,review,point-of-no-return,result,note")
    @Metadata(required = true)
    private final String verb;
    private final JobVerb word;

    @UriParam(label = "producer",
            description = "fail, retry, review: code of the outcome, which programs read: lower-case words joined by hyphens, at most 64 "
            + "characters, such as service-unknown.")
    private String code;

    @UriParam(label = "producer",
            description = "fail, retry, review: what the operator is told, one or two sentences. note: what to write down.")
    private String message;

    @UriParam(label = "producer", enums = "portal,login,none",
            description = "retry: who is to blame: the portal, which counts towards closing the lane, the login, or nobody; portal by "
            + "default. review: who is to blame, in the same words; none by default.")
    private String fault;

    @UriParam(label = "producer",
            description = "point-of-no-return: what the next click does, such as cancellation of service 4711.")
    private String what;

    @UriParam(label = "producer",
            description = "result: the result field.")
    private String name;

    @UriParam(label = "producer",
            description = "result: its value; one expression alone keeps its type, such as a table.")
    private String value;

    JobEndpoint(String uri, JobComponent component, JobVerb verb) {
        super(uri, component);
        this.verb = verb.word();
        this.word = verb;
    }

    @Override
    public Producer createProducer() {
        return new JobProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("job: does things; nothing can be received from it");
    }

    @Override
    public boolean isSingletonProducer() {
        return true;
    }

    JobVerb verb() {
        return word;
    }

    /** The options that were given, by name. */
    Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        put(options, "code", code);
        put(options, "message", message);
        put(options, "fault", fault);
        put(options, "what", what);
        put(options, "name", name);
        put(options, "value", value);
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

    public String getFault() {
        return fault;
    }

    public void setFault(String fault) {
        this.fault = fault;
    }

    public String getWhat() {
        return what;
    }

    public void setWhat(String what) {
        this.what = what;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getValue() {
        return value;
    }

    public void setValue(String value) {
        this.value = value;
    }
}
