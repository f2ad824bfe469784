package io.fnorpa.browser.service.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "192.0.0.1", "198.18.0.1",
        "192.0.2.1", "198.51.100.1", "203.0.113.1", "192.88.99.1", "240.0.0.1", "::1", "fc00::1", "fd12:3456::1", "fec0::1", "::ffff:10.0.0.1",
        "::10.0.0.1", "::ffff:0:a00:1", "64:ff9b::a00:1", "64:ff9b:1::a00:1", "2002:a00:1::1", "2001::1", "2001:db8::1", "3fff::1", "100::1", "4000::1"})
    void inside(String address) throws UnknownHostException {
        assertThat(new AddressRules(false).allow(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "169.254.169.254", "fe80::1", "224.0.0.1", "ff02::1", "255.255.255.255", "198.18.0.1", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::"})
    void neverEvenInTheSandbox(String address) throws UnknownHostException {
        assertThat(new AddressRules(true).allow(InetAddress.getByName(address))).isFalse();
    }

    /** A name service may give an IPv6 address that stands for an IPv4 one; Java reads no text as such. */
    @Test
    void anIpv4AddressInIpv6FormIsThatAddress() throws UnknownHostException {
        assertThat(new AddressRules(false).allow(mapped(127, 0, 0, 1))).isFalse();
        assertThat(new AddressRules(true).allow(mapped(127, 0, 0, 1))).isTrue();
        assertThat(new AddressRules(true).allow(mapped(169, 254, 169, 254))).isFalse();
        assertThat(new AddressRules(true).allow(mapped(0, 0, 0, 0))).isFalse();
        assertThat(new AddressRules(false).allow(mapped(196, 25, 1, 1))).isTrue();
    }

    private static InetAddress mapped(int... v4) throws UnknownHostException {
        byte[] bytes = new byte[16];
        bytes[10] = bytes[11] = (byte) 0xFF;
        for (int i = 0; i < v4.length; i++) {
            bytes[12 + i] = (byte) v4[i];
        }
        return Inet6Address.getByAddress(null, bytes, -1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "196.25.1.1", "2606:4700::1111"})
    void outside(String address) throws UnknownHostException {
        assertThat(new AddressRules(false).allow(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.0.1", "100.127.0.1", "::1", "fd00::1"})
    void theSandboxIsInside(String address) throws UnknownHostException {
        assertThat(new AddressRules(true).allow(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void aClustersOwnPublicAddressesAreInside() throws UnknownHostException {
        AddressRules rules = new AddressRules(true, List.of(Network.parse("2606:4700:42::/48"), Network.parse("196.25.128.0/17"), Network.parse("10.128.0.0/14")));

        for (String inside : List.of("2606:4700:42::1", "196.25.255.1", "10.131.255.255")) {
            assertThat(rules.allow(InetAddress.getByName(inside))).as(inside).isFalse();
        }
        assertThat(rules.allow(mapped(196, 25, 200, 1))).isFalse();
        for (String outside : List.of("2606:4700:43::1", "196.25.1.1", "10.132.0.1")) {
            assertThat(rules.allow(InetAddress.getByName(outside))).as(outside).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "::/129", "portal.example/8", "beef/8", "10.0.0/8", "/8", "10.0.0.0/-1", "300.0.0.0/8"})
    void whatIsNoNetworkIsRefused(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(text);
    }
}
