package io.fnorpa.parts;

import io.fnorpa.rig.H2Server;
import io.fnorpa.rig.S3Server;
import io.fnorpa.rig.SecretFiles;
import io.fnorpa.rig.ValkeyServer;
import java.nio.file.Path;

/** The servers that the routes under test work with. */
public record Parts(Path folder, SecretFiles secrets, H2Server database, S3Server s3, ValkeyServer valkey)
        implements AutoCloseable {

    public static final String BUCKET = "evidence-of-tests";
    /** The key of RFC 6238's examples. */
    public static final String TOTP_KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    @Override
    public void close() {
        valkey.close();
        s3.close();
        database.close();
    }
}
