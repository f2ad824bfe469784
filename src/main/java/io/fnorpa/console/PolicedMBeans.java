package io.fnorpa.console;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.IntrospectionException;
import javax.management.InvalidAttributeValueException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanConstructorInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectInstance;
import javax.management.ObjectName;
import javax.management.QueryExp;
import javax.management.ReflectionException;
import org.jboss.logging.Logger;

/**
 * The MBeans of this process as {@link ConsolePolicy} shows them to whoever asks: no other MBean, attribute or operation is there, in a
 * list either. What is called that changes something, and what is set, is a line of the log.
 */
final class PolicedMBeans extends RefusingMBeans {

    private static final Logger LOG = Logger.getLogger(PolicedMBeans.class);

    /** What an operator's page asks for again and again: traces, and what waits at breakpoints. Not worth a line each time. */
    private static final Pattern LOOKS = Pattern.compile("(dump|get|suspended|breakpoints|messageHistory).*");

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    private static final int LONGEST_IN_LOG = 200;

    private final MBeanServer server;
    private final Supplier<ConsoleUser> user;

    /** @param user who asks now */
    PolicedMBeans(MBeanServer server, Supplier<ConsoleUser> user) {
        this.server = server;
        this.user = user;
    }

    private Grant grant(ObjectName name) throws InstanceNotFoundException {
        return ConsolePolicy.about(name, user.get().mayChange()).filter(grant -> server.isRegistered(name))
                .orElseThrow(() -> new InstanceNotFoundException(name + " is not there, or the console does not show it"));
    }

    private boolean isShown(ObjectName name) {
        return ConsolePolicy.about(name, user.get().mayChange()).isPresent();
    }

    @Override
    public Set<ObjectName> queryNames(ObjectName pattern, QueryExp query) {
        return server.queryNames(pattern, null).stream().filter(this::isShown).collect(Collectors.toSet());
    }

    @Override
    public Set<ObjectInstance> queryMBeans(ObjectName pattern, QueryExp query) {
        return server.queryMBeans(pattern, null).stream().filter(found -> isShown(found.getObjectName())).collect(Collectors.toSet());
    }

    @Override
    public boolean isRegistered(ObjectName name) {
        return isShown(name) && server.isRegistered(name);
    }

    @Override
    public Integer getMBeanCount() {
        return queryNames(null, null).size();
    }

    @Override
    public String[] getDomains() {
        return queryNames(null, null).stream().map(ObjectName::getDomain).distinct().toArray(String[]::new);
    }

    @Override
    public String getDefaultDomain() {
        return server.getDefaultDomain();
    }

    @Override
    public ObjectInstance getObjectInstance(ObjectName name) throws InstanceNotFoundException {
        grant(name);
        return server.getObjectInstance(name);
    }

    @Override
    public boolean isInstanceOf(ObjectName name, String className) throws InstanceNotFoundException {
        grant(name);
        return server.isInstanceOf(name, className);
    }

    @Override
    public MBeanInfo getMBeanInfo(ObjectName name) throws InstanceNotFoundException, IntrospectionException, ReflectionException {
        Grant grant = grant(name);
        boolean operator = user.get().mayChange();
        MBeanInfo all = server.getMBeanInfo(name);
        MBeanAttributeInfo[] attributes = Arrays.stream(all.getAttributes()).filter(attribute -> attribute.isReadable() && grant.mayRead(attribute.getName()))
                .map(attribute -> readOnlyUnless(operator && grant.settings().containsKey(attribute.getName()), attribute)).toArray(MBeanAttributeInfo[]::new);
        MBeanOperationInfo[] operations = Arrays.stream(all.getOperations()).filter(operation -> grant.mayCall(operation.getName(), signature(operation), operator))
                .toArray(MBeanOperationInfo[]::new);
        return new MBeanInfo(all.getClassName(), all.getDescription(), attributes, new MBeanConstructorInfo[0], operations, new MBeanNotificationInfo[0]);
    }

    private static String[] signature(MBeanOperationInfo operation) {
        return Arrays.stream(operation.getSignature()).map(MBeanParameterInfo::getType).toArray(String[]::new);
    }

    private static MBeanAttributeInfo readOnlyUnless(boolean settable, MBeanAttributeInfo info) {
        return settable || !info.isWritable() ? info
                : new MBeanAttributeInfo(info.getName(), info.getType(), info.getDescription(), true, false, info.isIs(), info.getDescriptor());
    }

    @Override
    public Object getAttribute(ObjectName name, String attribute) throws MBeanException, AttributeNotFoundException, InstanceNotFoundException, ReflectionException {
        if (!grant(name).mayRead(attribute)) {
            throw new SecurityException("The console does not show attribute " + attribute + " of " + name);
        }
        return PlainValue.require(server.getAttribute(name, attribute));
    }

    @Override
    public AttributeList getAttributes(ObjectName name, String[] attributes) throws InstanceNotFoundException, ReflectionException {
        AttributeList values = new AttributeList();
        for (String attribute : attributes) {
            try {
                values.add(new Attribute(attribute, getAttribute(name, attribute)));
            } catch (MBeanException | AttributeNotFoundException e) {
                continue; // it is left out, as JMX does it
            }
        }
        return values;
    }

    @Override
    public void setAttribute(ObjectName name, Attribute attribute)
            throws InstanceNotFoundException, AttributeNotFoundException, InvalidAttributeValueException, MBeanException, ReflectionException {
        ConsoleUser asking = user.get();
        if (!grant(name).maySet(attribute.getName(), attribute.getValue(), asking.mayChange())) {
            throw new SecurityException("The console does not let you set attribute " + attribute.getName() + " of " + name + " to " + attribute.getValue());
        }
        LOG.infof("%s sets %s of %s to %s", asking.name(), attribute.getName(), name, attribute.getValue());
        server.setAttribute(name, attribute);
    }

    @Override
    public Object invoke(ObjectName name, String operation, Object[] arguments, String[] signature) throws InstanceNotFoundException, MBeanException, ReflectionException {
        ConsoleUser asking = user.get();
        Grant grant = grant(name);
        String[] types = signature == null ? new String[0] : signature;
        if (!grant.mayCall(operation, types, asking.mayChange())) {
            throw new SecurityException("The console does not let you call " + operation + "(" + String.join(",", types) + ") of " + name
                    + (grant.mayCall(operation, types, true) ? "; an operator may" : ""));
        }
        if (grant.isChange(operation, types) && !LOOKS.matcher(operation).matches()) {
            LOG.infof("%s calls %s%s of %s", asking.name(), operation, printable(Arrays.toString(arguments == null ? new Object[0] : arguments)), name);
        }
        return PlainValue.require(server.invoke(name, operation, arguments, signature));
    }

    /** What somebody sent, as one line of the log that is no other line and not endless. */
    private static String printable(String text) {
        String plain = UNPRINTABLE.matcher(text).replaceAll("?");
        return plain.length() <= LONGEST_IN_LOG ? plain : plain.substring(0, LONGEST_IN_LOG) + "…";
    }
}
