package io.fnorpa.browser.service.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of addresses in CIDR form, such as {@code 10.128.0.0/14} or {@code 2001:db8:42::/48} (RFC 4632, RFC 4291). */
public final class Network {

    private static final Pattern FORM = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F.]*:[0-9a-fA-F.:]*)/(\\d{1,3})");

    private final byte[] prefix;
    private final int bits;

    private Network(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /** @throws IllegalArgumentException if it is no address with the length of its prefix */
    public static Network parse(String cidr) {
        Matcher form = FORM.matcher(cidr.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + cidr + "' is no network such as 10.128.0.0/14 or 2001:db8:42::/48");
        }
        try {
            byte[] address = InetAddress.getByName(form.group(1)).getAddress(); // of this form nothing is a name
            int bits = Integer.parseInt(form.group(2));
            if (bits > address.length * Byte.SIZE) {
                throw new IllegalArgumentException("'" + cidr + "' has a prefix that is longer than the address");
            }
            return new Network(address, bits);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + cidr + "' does not begin with an address", e);
        }
    }

    boolean holds(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == prefix.length && starts(bytes, bits, prefix);
    }

    /** Whether the first {@code bits} are those of {@code prefix}. */
    static boolean starts(byte[] bytes, int bits, byte[] prefix) {
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if ((bytes[bit / Byte.SIZE] & mask) != (prefix[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }
}
