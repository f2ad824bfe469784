package io.fnorpa.evidence;

import io.fnorpa.config.PlatformConfig;
import io.fnorpa.secrets.SecretFiles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes the client that Camel's {@code aws2-s3} uses, as {@code #s3Client}. It calls nobody before it is used. */
public class EvidenceClient {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(15);
    private static final Duration TRY_LIMIT = Duration.ofSeconds(30);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(60);
    /** The spool tries again anyway. */
    private static final int TRIES = 2;

    @Produces
    @ApplicationScoped
    @Named("s3Client")
    S3Client client(PlatformConfig config, SecretFiles secrets) {
        return client(config.evidence(), secrets);
    }

    static S3Client client(PlatformConfig.Evidence config, SecretFiles secrets) {
        S3ClientBuilder client = S3Client.builder()
                .region(Region.of(config.region()))
                .credentialsProvider(new EvidenceCredentials(secrets, config.endpoint().isEmpty()))
                .httpClientBuilder(ApacheHttpClient.builder().connectionTimeout(CONNECT_LIMIT).socketTimeout(SILENCE_LIMIT))
                .overrideConfiguration(override -> override.apiCallTimeout(CALL_LIMIT).apiCallAttemptTimeout(TRY_LIMIT)
                        .retryStrategy(retry -> retry.maxAttempts(TRIES)));
        config.endpoint().ifPresent(endpoint -> elsewhere(client, endpoint));
        return client.build();
    }

    /** Services other than AWS: the bucket is in the path, and not all know the newer checksums. */
    private static void elsewhere(S3ClientBuilder client, URI endpoint) {
        if (endpoint.getUserInfo() != null) {
            throw new IllegalStateException("rpa.evidence.endpoint holds a user or password. Put the keys into the secrets "
                    + EvidenceCredentials.ACCESS_KEY + " and " + EvidenceCredentials.SECRET_KEY + ".");
        }
        client.endpointOverride(endpoint).forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    }

    void close(@Disposes @Named("s3Client") S3Client client) {
        client.close();
    }
}
