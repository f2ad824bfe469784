package io.fnorpa.servers;

import org.apache.catalina.connector.Connector;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Keeps the S3 server to this machine: it opens a port on every address and has no setting for that, and it checks no
 * credentials. Switched on by {@code --spring.main.sources}.
 */
public class LoopbackOnly implements BeanPostProcessor {

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof Connector connector) {
            connector.setProperty("address", "127.0.0.1");
        }
        return bean;
    }
}
