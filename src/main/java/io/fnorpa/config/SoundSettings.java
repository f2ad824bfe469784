package io.fnorpa.config;

import io.fnorpa.browsers.pool.PoolChecks;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Settings that go together; each alone is checked where it stands. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = SoundSettings.Validator.class)
@interface SoundSettings {

    String message() default "do not go together";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Tells all that is wrong at once. */
    final class Validator implements ConstraintValidator<SoundSettings, PlatformConfig> {

        private static final int BEATS_PER_LEASE = 3;

        @Override
        public boolean isValid(PlatformConfig config, ConstraintValidatorContext context) {
            List<String> problems = problems(config);
            context.disableDefaultConstraintViolation();
            problems.forEach(problem -> context.buildConstraintViolationWithTemplate(problem).addConstraintViolation());
            return problems.isEmpty();
        }

        private static List<String> problems(PlatformConfig config) {
            List<String> problems = new ArrayList<>();
            PlatformConfig.Lease lease = config.lease();
            if (lease.heartbeat().multipliedBy(BEATS_PER_LEASE).compareTo(lease.duration()) > 0) {
                problems.add("rpa.lease.heartbeat is " + lease.heartbeat() + "; it must be at most a third of rpa.lease.duration, which is "
                        + lease.duration());
            }
            if (!config.roles().contains(Role.ORCHESTRATOR)) {
                problems.addAll(WorkerSettings.problems(config));
                return problems;
            }
            Path home = config.home().toAbsolutePath().normalize();
            if (!Files.isDirectory(home.resolve("routes/orchestrator")) || !Files.isDirectory(home.resolve("fno-flows"))) {
                problems.add("rpa.home is " + home + "; it must be a folder with routes/orchestrator and fno-flows");
            }
            if (config.browsers().mode() == BrowserSettings.Mode.LOCAL) {
                problems.addAll(localBrowsers(config.browsers().local()));
            } else {
                problems.addAll(PoolChecks.problems(config.warmPoolSize(), config.browsers().kubernetes().pool(), home));
            }
            problems.addAll(ValkeySettings.problems(config));
            return problems;
        }

        private static List<String> localBrowsers(BrowserSettings.Local local) {
            List<String> problems = new ArrayList<>();
            Path firefox = local.firefox();
            if (!Files.isExecutable(firefox)) {
                problems.add("rpa.browsers.local.firefox is " + firefox + ", which is no program; bin/setup installs Firefox and says where");
            }
            local.jar().filter(jar -> !Files.isRegularFile(jar)).ifPresent(jar ->
                    problems.add("rpa.browsers.local.jar is " + jar + ", which is not there; build it with: mvn -pl browser-service -am package"));
            String heap = local.heap();
            if (!BrowserHeap.isEnough(heap)) {
                problems.add("rpa.browsers.local.heap is " + heap + "; it must be at least " + BrowserHeap.LEAST_MIB + "m, as -Xmx takes it");
            }
            return problems;
        }
    }
}
