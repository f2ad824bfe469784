package io.fnorpa.browsers.pool;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * How many browser pods are kept warm, and when: {@code rpa.browsers.kubernetes.pool.*}. How many in business hours while jobs
 * are expected is {@code rpa.warm-pool-size}. Figures are the client's plan's; what must go together is in {@link PoolChecks}.
 */
public interface PoolSettings {

    /** Idle browsers in business hours, if no job is expected. */
    @WithDefault("1")
    @Min(0)
    @Max(50)
    int minInstances();

    /** Idle browsers at the most, at any time. Those that jobs have come on top. */
    @WithDefault("5")
    @Min(1)
    @Max(50)
    int maxInstances();

    /** Browsers that are started ahead of scheduled jobs at the most, one for each job. */
    @WithDefault("3")
    @Min(1)
    @Max(50)
    int preWarmMax();

    /** Scheduled jobs have their browsers started so long before they are due. */
    @WithDefault("15m")
    @DurationMin(seconds = 1)
    @DurationMax(hours = 4)
    Duration preWarmAhead();

    /** The pool shrinks to a smaller size only when no larger one was wanted for so long. */
    @WithDefault("10m")
    @DurationMin(seconds = 1)
    @DurationMax(hours = 4)
    Duration holdDown();

    /** How often the size is decided anew. */
    @WithDefault("5s")
    @DurationMin(millis = 500)
    @DurationMax(minutes = 1)
    Duration interval();

    Hours businessHours();

    /** When people work. */
    interface Hours {
        /** Within one day; {@code 00:00-24:00} is a whole day. */
        @WithConverter(PoolTexts.ToHours.class)
        @WithDefault("08:00-18:00")
        HoursOfDay hours();

        /** {@code MON-FRI}, or with commas: {@code MON,WED,SAT-SUN}. */
        @WithConverter(PoolTexts.ToWeekdays.class)
        @WithDefault("MON-FRI")
        Weekdays days();

        /** A name such as {@code Africa/Johannesburg}. */
        @WithConverter(PoolTexts.ToZone.class)
        @WithDefault("Africa/Johannesburg")
        ZoneId zone();

        /** File of the holidays, relative to {@code rpa.home}; empty if there are none. Its form stands in docs/browser-pool.md. */
        @WithDefault("calendars/south-africa.txt")
        Optional<Path> holidays();
    }
}
