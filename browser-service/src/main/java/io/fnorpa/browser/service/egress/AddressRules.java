package io.fnorpa.browser.service.egress;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Which addresses a name may stand for. Loopback, link-local, private, shared (RFC 6598), unique local (RFC 4193) and
 * other special ones (RFC 6890) are this cluster's or this machine's, never a portal's.
 */
final class AddressRules {

    private static final int BYTE = 0xFF;

    private final boolean allowPrivate;

    AddressRules(boolean allowPrivate) {
        this.allowPrivate = allowPrivate;
    }

    boolean allow(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isMulticastAddress() || isBroadcast(address)) {
            return false;
        }
        return isPublic(address) || allowPrivate && !address.isLinkLocalAddress();
    }

    private static boolean isPublic(InetAddress address) {
        return !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !(address instanceof Inet6Address v6 ? isSpecial(v6) : isSpecial(address.getAddress()));
    }

    /** 0/8, 100.64/10, 192.0.0/24, 198.18/15 and 240/4. */
    private static boolean isSpecial(byte[] v4) {
        int first = v4[0] & BYTE;
        int second = v4[1] & BYTE;
        return first == 0
                || first == 100 && (second & 0xC0) == 64
                || first == 192 && second == 0 && v4[2] == 0
                || first == 198 && (second & 0xFE) == 18
                || first >= 240;
    }

    /** fc00::/7, and what carries an IPv4 address in it: ::/96, 64:ff9b::/32, 2002::/16, 2001::/32 (Teredo). */
    private static boolean isSpecial(Inet6Address address) {
        byte[] bytes = address.getAddress();
        int first = (bytes[0] & BYTE) << 8 | bytes[1] & BYTE;
        int second = (bytes[2] & BYTE) << 8 | bytes[3] & BYTE;
        return (bytes[0] & 0xFE) == 0xFC
                || address.isIPv4CompatibleAddress()
                || first == 0x0064 && second == 0xFF9B
                || first == 0x2002
                || first == 0x2001 && second == 0;
    }

    private static boolean isBroadcast(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 && (bytes[0] & bytes[1] & bytes[2] & bytes[3] & BYTE) == BYTE;
    }
}
