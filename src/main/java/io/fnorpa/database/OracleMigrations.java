package io.fnorpa.database;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.scanner.LocationScannerCache;
import org.flywaydb.core.internal.scanner.ResourceNameCache;
import org.flywaydb.core.internal.scanner.Scanner;

/**
 * The migrations for Oracle: those of {@code db/migration}, but where {@code db/oracle} has a file of the same name, which
 * goes before. Most files are the same for H2 and Oracle; the few that cannot be are the difference, to be read side by side.
 */
public final class OracleMigrations implements ResourceProvider {

    static final String COMMON = "db/migration";
    static final String ORACLES = "db/oracle";

    private final ResourceProvider common = scanner(COMMON);
    private final ResourceProvider oracles = scanner(ORACLES);

    private static ResourceProvider scanner(String folder) {
        return new Scanner<>(Object.class, false, new ResourceNameCache(), new LocationScannerCache(),
                new FluentConfiguration(OracleMigrations.class.getClassLoader()).locations(new Location("classpath:" + folder)));
    }

    @Override
    public LoadableResource getResource(String name) {
        LoadableResource own = oracles.getResource(name);
        return own == null ? common.getResource(name) : own;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        Collection<LoadableResource> own = oracles.getResources(prefix, suffixes);
        Set<String> names = own.stream().map(LoadableResource::getFilename).collect(Collectors.toSet());
        Collection<LoadableResource> all = common.getResources(prefix, suffixes).stream()
                .filter(resource -> !names.contains(resource.getFilename()))
                .collect(Collectors.toList());
        all.addAll(own);
        return all;
    }
}
