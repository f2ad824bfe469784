package io.fnorpa.browser.service.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Gives the one address that a name stands for now. */
interface HostResolver {

    InetAddress resolve(String name) throws UnknownHostException;
}
