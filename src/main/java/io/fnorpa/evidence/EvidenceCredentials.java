package io.fnorpa.evidence;

import io.fnorpa.secrets.SecretFiles;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * The keys for S3, read from the secrets {@code s3-access-key} and {@code s3-secret-key} at each request. On AWS itself
 * they may be absent: then its own ways are used (role of the pod, environment).
 */
final class EvidenceCredentials implements AwsCredentialsProvider {

    static final String ACCESS_KEY = "s3-access-key";
    static final String SECRET_KEY = "s3-secret-key";

    private final SecretFiles secrets;
    private final boolean onAws;
    private final AwsCredentialsProvider ofAws = DefaultCredentialsProvider.builder().build();

    /** @param onAws the service is AWS itself, not one with an address of its own */
    EvidenceCredentials(SecretFiles secrets, boolean onAws) {
        this.secrets = secrets;
        this.onAws = onAws;
    }

    @Override
    public AwsCredentials resolveCredentials() {
        if (onAws && secrets.find(ACCESS_KEY).isEmpty()) {
            return ofAws.resolveCredentials();
        }
        return AwsBasicCredentials.create(secrets.read(ACCESS_KEY).reveal(), secrets.read(SECRET_KEY).reveal());
    }
}
