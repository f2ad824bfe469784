package io.fnorpa.bench.pool;

import io.fnorpa.bench.pool.SimulatedJob.Kind;
import io.fnorpa.browsers.pool.BusinessHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * The load of a month as the plan speaks of it: peaks in business hours, batches at known times, a trickle at night. The plan
 * gives no figures; these are an internet provider's of some 500 jobs on a working day. Jobs that come by themselves come at
 * random (a Poisson process whose rate changes by the hour), and last 40 s at the median.
 */
final class MonthOfJobs {

    /** Jobs an hour on a working day, from midnight on: the morning's peak at 10, the afternoon's at 14. */
    private static final double[] WORKING_DAY = {1.5, 1.5, 1.5, 1.5, 1.5, 2, 4, 8, 25, 60, 75, 60, 30, 45, 70, 60, 35, 15, 5, 4, 4, 3, 2, 1.5};
    private static final double SATURDAY_MORNING = 8;
    private static final double REST = 2;
    private static final int SATURDAY_FROM = 8;
    private static final int SATURDAY_TO = 13;

    /** On each working day, and one more in the evening of the month's last. Known since the day before. */
    private static final LocalTime MORNING_BATCH = LocalTime.of(6, 0);
    private static final int MORNING_JOBS = 40;
    private static final LocalTime NOON_BATCH = LocalTime.of(13, 0);
    private static final int NOON_JOBS = 25;
    private static final LocalTime END_OF_MONTH_BATCH = LocalTime.of(19, 0);
    private static final int END_OF_MONTH_JOBS = 150;

    private static final double MEDIAN_SECONDS = 40;
    private static final double SPREAD = 0.5;
    private static final double LEAST_SECONDS = 10;
    private static final double MOST_SECONDS = 600;
    private static final int HOURS = 24;
    private static final int MILLIS_OF_HOUR = 3_600_000;
    private static final double MILLIS = 1000;

    private final BusinessHours hours;
    private final Random random;
    private final List<SimulatedJob> jobs = new ArrayList<>();

    private MonthOfJobs(BusinessHours hours, Random random) {
        this.hours = hours;
        this.random = random;
    }

    /** In the order in which they are due; none in the last hour, so that all are done within the month. The same seed gives the same ones. */
    static List<SimulatedJob> of(YearMonth month, BusinessHours hours, long seed) {
        MonthOfJobs load = new MonthOfJobs(hours, new Random(seed));
        LocalDate lastWorkingDay = month.atEndOfMonth();
        while (!load.isWorkingDay(lastWorkingDay)) {
            lastWorkingDay = lastWorkingDay.minusDays(1);
        }
        for (int day = 1; day <= month.lengthOfMonth(); day++) {
            LocalDate date = month.atDay(day);
            load.addByHours(date);
            if (load.isWorkingDay(date)) {
                load.addBatch(date, MORNING_BATCH, MORNING_JOBS);
                load.addBatch(date, NOON_BATCH, NOON_JOBS);
            }
            if (date.equals(lastWorkingDay)) {
                load.addBatch(date, END_OF_MONTH_BATCH, END_OF_MONTH_JOBS);
            }
        }
        Instant lastHour = month.plusMonths(1).atDay(1).atStartOfDay(hours.zone()).minusHours(1).toInstant();
        return load.jobs.stream().filter(job -> job.due().isBefore(lastHour)).sorted(Comparator.comparing(SimulatedJob::due)).toList();
    }

    private boolean isWorkingDay(LocalDate date) {
        return hours.isBusinessHours(date.atTime(LocalTime.NOON).atZone(hours.zone()).toInstant());
    }

    private void addByHours(LocalDate date) {
        for (int hour = 0; hour < HOURS; hour++) {
            Instant begin = date.atTime(hour, 0).atZone(hours.zone()).toInstant();
            Kind kind = hours.isBusinessHours(begin) ? Kind.BUSINESS_HOURS : Kind.OUTSIDE;
            int count = poisson(rate(date, hour));
            for (int i = 0; i < count; i++) {
                Instant due = begin.plusMillis(random.nextInt(MILLIS_OF_HOUR));
                jobs.add(new SimulatedJob(due, due, duration(), kind));
            }
        }
    }

    private double rate(LocalDate date, int hour) {
        if (isWorkingDay(date)) {
            return WORKING_DAY[hour];
        }
        boolean saturdayMorning = date.getDayOfWeek() == DayOfWeek.SATURDAY && hour >= SATURDAY_FROM && hour < SATURDAY_TO;
        return saturdayMorning ? SATURDAY_MORNING : REST;
    }

    private void addBatch(LocalDate date, LocalTime time, int count) {
        Instant due = date.atTime(time).atZone(hours.zone()).toInstant();
        for (int i = 0; i < count; i++) {
            jobs.add(new SimulatedJob(due.minus(Duration.ofDays(1)), due, duration(), Kind.BATCH));
        }
    }

    /** Lognormal: most are near the median, a few take long. */
    private Duration duration() {
        double seconds = MEDIAN_SECONDS * Math.exp(random.nextGaussian() * SPREAD);
        return Duration.ofMillis(Math.round(Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, seconds)) * MILLIS));
    }

    /** Knuth's way, good for small means. */
    private int poisson(double mean) {
        double limit = Math.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
