package io.fnorpa.flow.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flow.runtime.JobParameter;
import io.fnorpa.flow.runtime.JobType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A job's parameters as they are typed, {@code key=value}, made what the job's JSON would hold, and checked as the orchestrator checks them. */
public final class JobParameters {

    private JobParameters() {}

    /** @throws IllegalArgumentException each parameter that is wrong is named with what would be right */
    public static Map<String, Object> parse(FnoSettings fno, String type, List<String> words) {
        Map<String, JobParameter> known = Optional.ofNullable(fno.jobTypes().get(type)).map(JobType::parameters).orElse(Map.of());
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("'" + word + "' is no parameter; write key=value, such as service_id=X");
            }
            String name = word.substring(0, equals);
            if (parameters.put(name, value(known.get(name), word.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("parameter " + name + " is there twice");
            }
        }
        String problems = fno.check(type, parameters).stream().map(problem -> problem.field() + ": " + problem.message())
                .collect(Collectors.joining("\n          "));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("this job would not be taken in:\n          " + problems);
        }
        return parameters;
    }

    /** As a job's JSON is read. */
    private static Object number(String text) {
        try {
            return new ObjectMapper().readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // digits are JSON
        }
    }

    /** What is not of its type stays a text, so that the check tells what is wrong with it. */
    private static Object value(JobParameter parameter, String text) {
        if (parameter == null) {
            return text;
        }
        return switch (parameter.type()) {
            case INTEGER -> text.matches("-?(0|[1-9]\\d{0,30})") ? number(text) : text;
            case BOOLEAN -> text.equals("true") || text.equals("false") ? (Object) Boolean.valueOf(text) : text;
            default -> text;
        };
    }
}
