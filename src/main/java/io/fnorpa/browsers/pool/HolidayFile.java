package io.fnorpa.browsers.pool;

import io.fnorpa.browsers.pool.Holidays.DayRule;
import io.fnorpa.browsers.pool.Holidays.Holiday;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A calendar of holidays as a text that people write: one a line, the day and then the name. Empty lines, and lines that
 * begin with {@code #}, are passed over.
 *
 * <pre>
 * 12-16       Day of Reconciliation     each year
 * easter-2    Good Friday               so many days before or after Easter Sunday
 * 2024-05-29  General elections         once
 * sunday+1    Day after a holiday       the Monday after any of them that falls on a Sunday
 * </pre>
 */
final class HolidayFile {

    private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(\\S.*)");
    private static final Pattern EACH_YEAR = Pattern.compile("\\d{2}-\\d{2}");
    private static final Pattern ONCE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern BY_EASTER = Pattern.compile("easter([+-]\\d{1,3})?");
    private static final String AFTER_A_SUNDAY = "sunday+1";
    /** Whenever Easter is, so many days before and after it are in the same year. */
    private static final int DAYS_BEFORE_EASTER = -80;
    private static final int DAYS_AFTER_EASTER = 250;
    private static final String FORM = "write the day and then the name; a day is 12-16 (each year), easter-2 (days before or after Easter Sunday),"
            + " 2024-05-29 (once) or sunday+1 (the Monday after one that falls on a Sunday)";

    private final List<Holiday> days = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private Optional<String> afterASunday = Optional.empty();

    private HolidayFile() {}

    /** @throws IllegalArgumentException if it cannot be read or has a wrong line: the file, each wrong line with its number, and what to write */
    static Holidays read(Path file) {
        List<String> text;
        try {
            text = Files.readAllLines(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + (Files.exists(file) ? " cannot be read as a text in UTF-8: " + e : " is not there"), e);
        }
        return parse(file.toString(), text);
    }

    /** @param name what messages call it */
    static Holidays parse(String name, List<String> text) {
        HolidayFile file = new HolidayFile();
        for (int i = 0; i < text.size(); i++) {
            file.take(i + 1, text.get(i).strip());
        }
        if (file.problems.isEmpty() && file.days.isEmpty()) {
            file.problems.add(" has no holiday in it; " + FORM);
        }
        if (!file.problems.isEmpty()) {
            throw new IllegalArgumentException(name + String.join("; ", file.problems));
        }
        return new Holidays(file.days, file.afterASunday);
    }

    private void take(int number, String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            problems.add(" line " + number + ": '" + line + "' is a day without a name, or no day; " + FORM);
            return;
        }
        String day = parts.group(1).toLowerCase(Locale.ROOT);
        Integer before = lines.putIfAbsent(day, number);
        if (before != null) {
            problems.add(" line " + number + ": " + day + " stands in line " + before + " already; take one of them away");
        } else if (day.equals(AFTER_A_SUNDAY)) {
            afterASunday = Optional.of(parts.group(2));
        } else {
            try {
                days.add(new Holiday(parts.group(2), rule(day)));
            } catch (DateTimeException e) {
                problems.add(" line " + number + ": '" + line + "' does not begin with a day that there is; " + FORM);
            }
        }
    }

    private static DayRule rule(String day) {
        Matcher byEaster = BY_EASTER.matcher(day);
        if (byEaster.matches()) {
            return daysFromEaster(byEaster.group(1) == null ? 0 : Integer.parseInt(byEaster.group(1)));
        }
        if (ONCE.matcher(day).matches()) {
            return LocalDate.parse(day)::equals;
        }
        if (EACH_YEAR.matcher(day).matches()) {
            MonthDay eachYear = MonthDay.parse("--" + day);
            return date -> MonthDay.from(date).equals(eachYear);
        }
        throw new DateTimeException(day);
    }

    private static DayRule daysFromEaster(int days) {
        if (days < DAYS_BEFORE_EASTER || days > DAYS_AFTER_EASTER) {
            throw new DateTimeException("not within a year: " + days);
        }
        return date -> date.equals(EasterSunday.of(date.getYear()).plusDays(days));
    }
}
