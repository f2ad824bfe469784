package io.fnorpa.browser.service.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "192.0.0.1", "198.18.0.1",
        "::1", "fc00::1", "fd12:3456::1", "fec0::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "2001::1"})
    void inside(String address) throws UnknownHostException {
        assertThat(new AddressRules(false).allow(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "169.254.169.254", "fe80::1", "224.0.0.1", "ff02::1", "255.255.255.255"})
    void neverEvenInTheSandbox(String address) throws UnknownHostException {
        assertThat(new AddressRules(true).allow(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "196.25.1.1", "2606:4700::1111"})
    void outside(String address) throws UnknownHostException {
        assertThat(new AddressRules(false).allow(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "::1"})
    void theSandboxIsInside(String address) throws UnknownHostException {
        assertThat(new AddressRules(true).allow(InetAddress.getByName(address))).isTrue();
    }
}
