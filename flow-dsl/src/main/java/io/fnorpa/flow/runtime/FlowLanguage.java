package io.fnorpa.flow.runtime;

import io.fnorpa.flow.NearestName;
import io.fnorpa.flow.component.browser.BrowserComponent;
import io.fnorpa.flow.component.job.JobComponent;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.log.LogComponent;
import org.apache.camel.language.constant.ConstantLanguage;
import org.apache.camel.language.header.HeaderLanguage;
import org.apache.camel.language.property.ExchangePropertyLanguage;
import org.apache.camel.language.variable.VariableLanguage;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.Language;
import org.apache.camel.spi.LanguageResolver;

/**
 * All that a flow's context knows: these components and these languages. Nothing is looked up on the class path or in a
 * registry, so that no flow reaches files, processes or the platform's beans.
 */
final class FlowLanguage implements ComponentResolver, LanguageResolver {

    private static final Map<String, Supplier<Component>> COMPONENTS = new TreeMap<>(Map.of(
            "browser", BrowserComponent::new,
            "job", JobComponent::new,
            "kamelet", FlowLanguage::kamelets,
            "direct", DirectComponent::new,
            "log", LogComponent::new));
    private static final Map<String, Supplier<Language>> LANGUAGES = new TreeMap<>(Map.of(
            "simple", FlowSimple::new,
            "constant", ConstantLanguage::new,
            "header", HeaderLanguage::new,
            "variable", VariableLanguage::new,
            "exchangeProperty", ExchangePropertyLanguage::new));
    /** The name under which Simple looks for what goes into values: {@code [parameters][service_id]}. */
    private static final String KEYS = "bean";

    /** What goes wrong in a Kamelet is its caller's to handle: its route has no error handler that would have its turn first. */
    private static KameletComponent kamelets() {
        KameletComponent kamelets = new KameletComponent();
        kamelets.setNoErrorHandler(true);
        return kamelets;
    }

    @Override
    public Component resolveComponent(String name, CamelContext context) {
        Supplier<Component> component = COMPONENTS.get(name);
        if (component == null) {
            throw new IllegalArgumentException("'" + name + ":' is not for flows" + NearestName.hint(name, COMPONENTS.keySet()));
        }
        return component.get();
    }

    @Override
    public Language resolveLanguage(String name, CamelContext context) {
        if (KEYS.equals(name)) {
            return new KeyLanguage();
        }
        Supplier<Language> language = LANGUAGES.get(name);
        if (language == null) {
            throw new NoSuchLanguageException(name);
        }
        return language.get();
    }
}
