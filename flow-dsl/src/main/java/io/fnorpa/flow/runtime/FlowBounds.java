package io.fnorpa.flow.runtime;

import io.fnorpa.flow.component.UriFactories;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.LanguageResolver;
import org.apache.camel.spi.ResourceLoader;
import org.apache.camel.spi.VariableRepositoryFactory;

/**
 * What a flow's context cannot reach, whatever its texts say and whatever they become when {{...}} is filled in: components and
 * languages that are not for flows, files and addresses ({@code resource:}), classes ({@code #class:}), the process's environment
 * and properties, what other jobs have left. {@link FlowCheck} tells of the same in the texts, with file and line; this holds where it did not see it coming.
 */
final class FlowBounds {

    private FlowBounds() {}

    /** @param camel not built yet */
    static void draw(DefaultCamelContext camel) {
        FlowLanguage language = new FlowLanguage();
        camel.setApplicationContextClassLoader(FlowBounds.class.getClassLoader());
        camel.setClassResolver(new FlowClasses(camel));
        camel.getCamelContextExtension().addContextPlugin(ComponentResolver.class, language);
        camel.getCamelContextExtension().addContextPlugin(LanguageResolver.class, language);
        camel.getCamelContextExtension().addContextPlugin(ResourceLoader.class, new NoResources());
        camel.getCamelContextExtension().addContextPlugin(VariableRepositoryFactory.class, new NoRepositories());
        camel.setPropertiesComponent(new NoSettings());
        UriFactories.bind(camel.getRegistry());
    }
}
