package io.fnorpa.console;

import javax.management.AttributeList;
import javax.management.MBeanServerConnection;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ObjectInstance;
import javax.management.ObjectName;

/** What JMX can do and the console has no use for: making MBeans, taking them away, having oneself told of things, setting several at once. */
abstract class RefusingMBeans implements MBeanServerConnection {

    private static SecurityException refusal() {
        return new SecurityException("The console does not do that");
    }

    @Override
    public final ObjectInstance createMBean(String className, ObjectName name) {
        throw refusal();
    }

    @Override
    public final ObjectInstance createMBean(String className, ObjectName name, ObjectName loader) {
        throw refusal();
    }

    @Override
    public final ObjectInstance createMBean(String className, ObjectName name, Object[] arguments, String[] signature) {
        throw refusal();
    }

    @Override
    public final ObjectInstance createMBean(String className, ObjectName name, ObjectName loader, Object[] arguments, String[] signature) {
        throw refusal();
    }

    @Override
    public final void unregisterMBean(ObjectName name) {
        throw refusal();
    }

    @Override
    public final AttributeList setAttributes(ObjectName name, AttributeList attributes) {
        throw refusal();
    }

    @Override
    public final void addNotificationListener(ObjectName name, NotificationListener listener, NotificationFilter filter, Object handback) {
        throw refusal();
    }

    @Override
    public final void addNotificationListener(ObjectName name, ObjectName listener, NotificationFilter filter, Object handback) {
        throw refusal();
    }

    @Override
    public final void removeNotificationListener(ObjectName name, ObjectName listener) {
        throw refusal();
    }

    @Override
    public final void removeNotificationListener(ObjectName name, ObjectName listener, NotificationFilter filter, Object handback) {
        throw refusal();
    }

    @Override
    public final void removeNotificationListener(ObjectName name, NotificationListener listener) {
        throw refusal();
    }

    @Override
    public final void removeNotificationListener(ObjectName name, NotificationListener listener, NotificationFilter filter, Object handback) {
        throw refusal();
    }
}
