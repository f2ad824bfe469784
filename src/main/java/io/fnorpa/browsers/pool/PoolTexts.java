package io.fnorpa.browsers.pool;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.eclipse.microprofile.config.spi.Converter;

/** How the pool's settings are read from their texts. What the configuration finds by itself would keep back what is wrong with a text. */
final class PoolTexts {

    private PoolTexts() {}

    /** {@link Weekdays#of(String)}. */
    public static final class ToWeekdays implements Converter<Weekdays> {
        private static final long serialVersionUID = 1L;

        @Override
        public Weekdays convert(String text) {
            return Weekdays.of(text);
        }
    }

    /** {@link HoursOfDay#of(String)}. */
    public static final class ToHours implements Converter<HoursOfDay> {
        private static final long serialVersionUID = 1L;

        @Override
        public HoursOfDay convert(String text) {
            return HoursOfDay.of(text);
        }
    }

    /** The name of a time zone. */
    public static final class ToZone implements Converter<ZoneId> {
        private static final long serialVersionUID = 1L;

        @Override
        public ZoneId convert(String text) {
            try {
                return ZoneId.of(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("'" + text + "' is no time zone; write its name, such as Africa/Johannesburg or Europe/Berlin", e);
            }
        }
    }
}
