package io.fnorpa.tools.practice;

import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.Portals;
import io.fnorpa.rig.PracticeCredentials;
import io.fnorpa.rig.SecretFiles;
import io.fnorpa.tools.WrongUseException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * A portal of this machine that stands for an FNO's: the one of the sandbox, or, where there is none, the sample portal. It
 * is started for whoever practises, and its account's secrets are written for him.
 */
public final class PracticePortal implements AutoCloseable {

    /** Reserved by RFC 2606: no real portal has such an address. */
    private static final String NO_REAL_HOST = ".example";

    private final URI address;
    private final Runnable end;

    private PracticePortal(URI address, Runnable end) {
        this.address = address;
        this.end = end;
    }

    /** Is there one in the sandbox? */
    public static boolean isInSandbox(FnoSettings fno) {
        return PracticeCredentials.FNOS.contains(fno.fno());
    }

    /** Does the sample portal stand for it? It does where {@code base-url} is nobody's. */
    public static boolean isSample(FnoSettings fno) {
        return !isInSandbox(fno) && fno.baseUrl().getHost().endsWith(NO_REAL_HOST);
    }

    /** @throws WrongUseException there is none for this FNO */
    public static void require(FnoSettings fno) {
        if (!isInSandbox(fno) && !isSample(fno)) {
            throw new WrongUseException(fno.fno() + " has no practice portal. Name the portal that the flow shall work at: --url " + fno.baseUrl()
                    + " --secrets DIR. (The sample portal stands for an FNO only while base-url in its fno.yaml ends in " + NO_REAL_HOST + ".)");
        }
    }

    /**
     * Starts it.
     *
     * @param folder  for its log
     * @param secrets gets {@code <fno>-username} and so on
     */
    public static PracticePortal start(FnoSettings fno, Checkout checkout, Path folder, SecretFiles secrets) {
        require(fno);
        if (isInSandbox(fno)) {
            Portals portals = Portals.start(checkout, folder, Map.of());
            PracticeCredentials.of(checkout).writeTo(secrets, portals.address());
            return new PracticePortal(portals.portal(fno.fno()), portals::close);
        }
        SamplePortal portal = SamplePortal.start();
        writeSample(fno, secrets, portal.address());
        return new PracticePortal(portal.address(), portal::close);
    }

    /** Writes the sample account as that of an FNO. */
    public static void writeSample(FnoSettings fno, SecretFiles secrets, URI address) {
        secrets.write(fno.fno() + "-username", SamplePortal.USERNAME);
        secrets.write(fno.fno() + "-email", SamplePortal.USERNAME);
        secrets.write(fno.fno() + "-password", SamplePortal.PASSWORD);
        secrets.write(fno.fno() + "-totp-secret", SamplePortal.TOTP_SECRET);
        secrets.write(fno.fno() + "-url", address.toString());
    }

    public URI address() {
        return address;
    }

    @Override
    public void close() {
        end.run();
    }
}
