package io.fnorpa.evidence;

import io.fnorpa.config.PlatformConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The bucket that evidence goes to: made if it is not there, with a rule that ends evidence after
 * {@code rpa.evidence.retention-days}. Looked at before the first piece is sent, so that a start does not wait for S3.
 */
@ApplicationScoped
@Named("evidenceBucket")
public class EvidenceBucket {

    private static final Logger LOG = Logger.getLogger(EvidenceBucket.class);
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 403;
    private static final String RULE = "rpa-evidence-retention";
    private static final String FIRST_REGION = "us-east-1";

    private final S3Client s3;
    private final String name;
    private final PlatformConfig.Evidence config;
    private final boolean regional;
    private final String region;
    private volatile boolean ready;
    /** Days of the rule that the bucket was given last; those of the settings may have changed since. */
    private int brought;

    @Inject
    EvidenceBucket(S3Client s3, PlatformConfig config) {
        this(s3, config.evidence());
    }

    EvidenceBucket(S3Client s3, PlatformConfig.Evidence config) {
        this.s3 = s3;
        this.name = config.bucket();
        this.config = config;
        this.region = config.region();
        this.regional = config.endpoint().isEmpty() && !region.equals(FIRST_REGION);
    }

    /** Sees to it that the bucket is there; does nothing once it was. Throws what S3 says if it is away. */
    public synchronized void prepare() {
        int days = config.retentionDays();
        if (ready && days == brought) {
            return;
        }
        if (!exists()) {
            create();
        }
        limitLife();
        brought = days;
        ready = true;
    }

    /** To be called when S3 did not take a piece: somebody may have removed the bucket. */
    public void doubt() {
        ready = false;
    }

    private boolean exists() {
        try {
            s3.headBucket(request -> request.bucket(name));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return false;
            }
            if (e.statusCode() == NOT_ALLOWED) {
                return true; // writing may be allowed where looking is not; if not, the first piece will say so
            }
            throw e;
        }
    }

    private void create() {
        try {
            s3.createBucket(this::described);
            LOG.infof("Bucket %s for evidence is made.", name);
        } catch (BucketAlreadyOwnedByYouException | BucketAlreadyExistsException e) {
            LOG.debugf("Another instance made bucket %s.", name);
        }
    }

    private void described(CreateBucketRequest.Builder request) {
        request.bucket(name);
        if (regional) {
            request.createBucketConfiguration(where -> where.locationConstraint(BucketLocationConstraint.fromValue(region)));
        }
    }

    /** Others' rules on the bucket stay. Where we may not set rules, somebody else sees to the evidence's end. */
    private void limitLife() {
        try {
            List<LifecycleRule> rules = new ArrayList<>(rules());
            LifecycleRule wanted = rule();
            if (!rules.contains(wanted)) {
                rules.removeIf(rule -> RULE.equals(rule.id()));
                rules.add(wanted);
                s3.putBucketLifecycleConfiguration(request -> request.bucket(name)
                        .lifecycleConfiguration(life -> life.rules(rules)));
            }
        } catch (AwsServiceException e) {
            LOG.warnf("S3 did not take the rule that ends evidence in bucket %s after %d days: %s. Set it by hand, or allow"
                    + " PutLifecycleConfiguration.", name, config.retentionDays(), e.getMessage());
        }
    }

    private List<LifecycleRule> rules() {
        try {
            return s3.getBucketLifecycleConfiguration(request -> request.bucket(name)).rules();
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }

    private LifecycleRule rule() {
        return LifecycleRule.builder().id(RULE).status(ExpirationStatus.ENABLED)
                .filter(filter -> filter.prefix("evidence/"))
                .expiration(expiration -> expiration.days(config.retentionDays()))
                .build();
    }
}
