package io.fnorpa.flow.runtime;

import org.apache.camel.spi.VariableRepository;
import org.apache.camel.spi.VariableRepositoryFactory;
import org.apache.camel.support.service.ServiceSupport;

/** A variable is its job's own: those that Camel keeps for all messages, {@code global:x} and {@code route:id:x}, are none of a flow. */
final class NoRepositories extends ServiceSupport implements VariableRepositoryFactory {

    @Override
    public VariableRepository getVariableRepository(String id) {
        throw new IllegalArgumentException("'" + id + ":' is not for flows: a variable is its job's own, and has no ':' in its name");
    }
}
