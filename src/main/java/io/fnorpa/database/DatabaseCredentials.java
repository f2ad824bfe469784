package io.fnorpa.database;

import io.fnorpa.config.PlatformConfig;
import io.fnorpa.secrets.SecretFiles;
import io.quarkus.credentials.CredentialsProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Map;

/** The job table's user; the password's file is read for each new connection, so that it rotates without a restart. */
@ApplicationScoped
@Named("database-credentials")
public class DatabaseCredentials implements CredentialsProvider {

    private final PlatformConfig config;
    private final SecretFiles secrets;

    DatabaseCredentials(PlatformConfig config, SecretFiles secrets) {
        this.config = config;
        this.secrets = secrets;
    }

    @Override
    public Map<String, String> getCredentials(String providerName) {
        return Map.of(
                USER_PROPERTY_NAME, config.database().username(),
                PASSWORD_PROPERTY_NAME, secrets.read("database-password").reveal());
    }
}
