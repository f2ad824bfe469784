package io.fnorpa.browser.service.egress;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses a name may stand for. Loopback, link-local, private, shared (RFC 6598), unique local (RFC 4193) and
 * other special ones (RFC 6890) are this cluster's or this machine's, never a portal's. Of IPv6 only global unicast
 * (2000::/3) is a portal's, so that no form that carries an IPv4 address in it needs to be known to be refused.
 */
final class AddressRules {

    private static final int BYTE = 0xFF;
    private static final int MAPPED = 12;

    private final boolean allowPrivate;
    private final List<Network> refused;

    AddressRules(boolean allowPrivate) {
        this(allowPrivate, List.of());
    }

    /** @param refused networks that are nobody's portal here, whatever else is allowed */
    AddressRules(boolean allowPrivate, List<Network> refused) {
        this.allowPrivate = allowPrivate;
        this.refused = List.copyOf(refused);
    }

    boolean allow(InetAddress address) {
        InetAddress plain = plain(address);
        return (isPublic(plain) || allowPrivate && isPrivate(plain)) && refused.stream().noneMatch(network -> network.holds(plain));
    }

    private static boolean isPublic(InetAddress address) {
        return !address.isAnyLocalAddress()
                && !address.isMulticastAddress()
                && !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !(address instanceof Inet4Address ? isSpecial4(address.getAddress()) : isSpecial6(address.getAddress()));
    }

    /** Loopback, 10/8, 172.16/12, 192.168/16, 100.64/10; ::1, fc00::/7, fec0::/10. */
    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || (address instanceof Inet4Address ? starts(bytes, 10, 100, 64) : starts(bytes, 7, 0xFC));
    }

    /** 0/8, shared, 192.0.0/24, the three nets of examples, 6to4 relays, 198.18/15 and 240/4. */
    private static boolean isSpecial4(byte[] bytes) {
        return starts(bytes, 8, 0)
                || starts(bytes, 10, 100, 64)
                || starts(bytes, 24, 192, 0, 0)
                || starts(bytes, 24, 192, 0, 2)
                || starts(bytes, 24, 198, 51, 100)
                || starts(bytes, 24, 203, 0, 113)
                || starts(bytes, 24, 192, 88, 99)
                || starts(bytes, 15, 198, 18)
                || starts(bytes, 4, 240);
    }

    /** Not 2000::/3; or of it 2001::/23 (Teredo and others), 6to4 and the two nets of examples. */
    private static boolean isSpecial6(byte[] bytes) {
        return !starts(bytes, 3, 0x20)
                || starts(bytes, 23, 0x20, 0x01, 0, 0)
                || starts(bytes, 16, 0x20, 0x02)
                || starts(bytes, 32, 0x20, 0x01, 0x0D, 0xB8)
                || starts(bytes, 20, 0x3F, 0xFF, 0);
    }

    private static boolean starts(byte[] bytes, int bits, int... prefix) {
        byte[] begin = new byte[prefix.length];
        for (int i = 0; i < prefix.length; i++) {
            begin[i] = (byte) prefix[i];
        }
        return Network.starts(bytes, bits, begin);
    }

    /** The IPv4 address of a mapped one (::ffff:0:0/96): the machine connects to that, and names may stand for such. */
    private static InetAddress plain(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (!(address instanceof Inet6Address) || !starts(bytes, 96, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, BYTE, BYTE)) {
            return address;
        }
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, MAPPED, bytes.length));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }
}
