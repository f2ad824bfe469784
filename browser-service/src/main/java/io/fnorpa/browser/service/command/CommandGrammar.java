package io.fnorpa.browser.service.command;

import static io.fnorpa.browser.CommandType.*;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fnorpa.browser.Command;
import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.browser.service.RequestJson;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Which fields each type of command wants and takes, and how long they may be. Messages name fields, not what is in
 * them: that may be a customer's data or a code.
 */
public final class CommandGrammar {

    private static final Set<String> COMMON = Set.of("id", "type", "page", "timeout_ms", "frame");
    /** A saved login is the whole context's. */
    private static final Set<String> WITHOUT_FRAME = Set.of("id", "type", "page", "timeout_ms");
    private static final Set<String> STATES = Set.of("visible", "hidden", "attached", "detached", "enabled", "disabled",
            "checked", "unchecked");
    private static final Set<String> EXPECTED = Set.of("text", "exact-text", "value", "count", "url", "title");
    private static final Set<String> KINDS = Set.of("text", "value", "attribute", "count", "table", "title", "url", "aria", "portal-time");
    private static final Set<String> LOAD_STATES = Set.of("load", "domcontentloaded", "networkidle", "commit");
    private static final Set<String> PAGE_KINDS = Set.of("title", "url", "portal-time");

    private static final int LONGEST_SELECTOR = 4096;
    private static final Map<String, Integer> LONGEST = Map.ofEntries(
            Map.entry("id", 64), Map.entry("page", 2048), Map.entry("frame", LONGEST_SELECTOR),
            Map.entry("target", LONGEST_SELECTOR), Map.entry("or_target", LONGEST_SELECTOR),
            Map.entry("to_target", LONGEST_SELECTOR), Map.entry("url", 8192), Map.entry("value", 100_000),
            Map.entry("credential", 128), Map.entry("key", 64), Map.entry("pattern", 2048), Map.entry("response", 2048),
            Map.entry("attribute", 256), Map.entry("prompt_text", 4096), Map.entry("code", 32));
    private static final int MOST_FILES = 10;
    private static final int MOST_MASKS = 50;
    private static final int LONGEST_NAME = 255;

    private static final Map<CommandType, Fields> FIELDS = new EnumMap<>(CommandType.class);

    static {
        takes(NAVIGATE, Set.of("url"), Set.of("wait_until"));
        for (CommandType type : new CommandType[] {CLICK, CHECK, UNCHECK, HOVER, SUBMIT, DOWNLOAD}) {
            takes(type, Set.of("target"), Set.of());
        }
        takes(FILL, Set.of("target"), Set.of("value", "credential"));
        takes(TYPE, Set.of("target"), Set.of("value", "credential"));
        takes(SELECT, Set.of("target", "value"), Set.of());
        takes(PRESS, Set.of("key"), Set.of("target"));
        takes(UPLOAD, Set.of("target", "files"), Set.of());
        takes(DRAG, Set.of("target", "to_target"), Set.of());
        takes(DIALOG, Set.of(), Set.of("accept", "prompt_text"));
        takes(WAIT, Set.of(), Set.of("target", "state", "or_target", "pattern", "response"));
        takes(EXPECT, Set.of(), Set.of("target", "state", "value"));
        takes(EXTRACT, Set.of(), Set.of("target", "kind", "attribute"));
        takes(SCREENSHOT, Set.of(), Set.of("target", "full_page", "mask"));
        takes(SOURCE, Set.of(), Set.of());
        takes(TOTP, Set.of("target", "code"), Set.of());
        FIELDS.put(STORAGE_STATE, new Fields(WITHOUT_FRAME, Set.of(), Set.of()));
    }

    private CommandGrammar() {}

    /** The command that the fields say. One without an id gets one. */
    public static Command read(ObjectNode fields) {
        CommandType type = type(fields.get("type"));
        known(fields, type);
        lengths(fields);
        if (!fields.has("id")) {
            fields.put("id", UUID.randomUUID().toString());
        }
        Command command = command(fields);
        Combinations.check(command);
        return command;
    }

    private static CommandType type(JsonNode type) {
        if (type == null || !type.isTextual()) {
            throw ProblemException.invalid("Field 'type' is missing; it says which command it is");
        }
        try {
            return CommandType.of(type.textValue());
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(e.getMessage());
        }
    }

    private static void known(ObjectNode fields, CommandType type) {
        Fields grammar = FIELDS.get(type);
        for (Iterator<String> names = fields.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!grammar.knows(name)) {
                throw ProblemException.invalid("Unknown field '" + brief(name) + "' for " + type.wireName() + "; it takes " + grammar);
            }
            if (fields.get(name).isNull()) {
                throw ProblemException.invalid("Field '" + name + "' is null; leave it out");
            }
        }
        for (String required : grammar.required()) {
            if (!fields.has(required)) {
                throw ProblemException.invalid("Field '" + required + "' is missing; " + type.wireName() + " takes " + grammar);
            }
        }
    }

    private static void lengths(ObjectNode fields) {
        fields.fields().forEachRemaining(field -> {
            Integer longest = LONGEST.get(field.getKey());
            if (longest == null) {
                return;
            }
            if (!field.getValue().isTextual()) {
                throw ProblemException.invalid("Field '" + field.getKey() + "' must be a text");
            }
            if (field.getValue().textValue().length() > longest) {
                throw ProblemException.invalid("Field '" + field.getKey() + "' is longer than " + longest + " characters");
            }
        });
        list(fields, "files", MOST_FILES);
        list(fields, "mask", MOST_MASKS);
        if (fields.path("id").isTextual() && fields.path("id").textValue().isEmpty()) {
            throw ProblemException.invalid("Field 'id' is empty; leave it out, or say one that no other command has");
        }
    }

    private static void list(ObjectNode fields, String name, int most) {
        JsonNode list = fields.get(name);
        if (list != null && (!list.isArray() || list.size() > most)) {
            throw ProblemException.invalid("Field '" + name + "' must be a list of at most " + most + " entries");
        }
    }

    private static Command command(ObjectNode fields) {
        try {
            return RequestJson.mapper().treeToValue(fields, Command.class);
        } catch (JsonMappingException e) {
            String name = e.getPath().isEmpty() ? "?" : String.valueOf(e.getPath().get(0).getFieldName());
            throw ProblemException.invalid("Field '" + name + "' has the wrong form; see /openapi");
        } catch (JsonProcessingException e) {
            throw ProblemException.invalid("The command has the wrong form; see /openapi");
        }
    }

    private static void takes(CommandType type, Set<String> required, Set<String> optional) {
        FIELDS.put(type, new Fields(COMMON, required, optional));
    }

    private static String brief(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }

    private record Fields(Set<String> common, Set<String> required, Set<String> optional) {
        boolean knows(String name) {
            return common.contains(name) || required.contains(name) || optional.contains(name);
        }

        @Override
        public String toString() {
            Set<String> all = new TreeSet<>(common);
            all.addAll(required);
            all.addAll(optional);
            return String.join(", ", all);
        }
    }

    /** What single fields cannot say: which go together, and which words they may hold. */
    private static final class Combinations {

        static void check(Command command) {
            switch (command.type()) {
                case NAVIGATE -> word("wait_until", command.waitUntil(), LOAD_STATES);
                case FILL, TYPE -> exactlyOne("value", command.value(), "credential", command.credential());
                case WAIT -> waiting(command);
                case EXPECT -> expecting(command);
                case EXTRACT -> extracting(command);
                case UPLOAD -> command.files().forEach(Combinations::file);
                case SCREENSHOT -> masks(command.mask() == null ? List.of() : command.mask());
                default -> { }
            }
        }

        private static void waiting(Command command) {
            int said = count(command.target()) + count(command.pattern()) + count(command.response());
            if (said != 1) {
                throw ProblemException.invalid("wait wants exactly one of target, pattern and response; " + said + " are there");
            }
            word("state", command.state(), STATES);
            if (command.target() == null && (command.orTarget() != null || command.state() != null)) {
                throw ProblemException.invalid("or_target and state go with target");
            }
        }

        private static void expecting(Command command) {
            String state = command.state() == null ? "visible" : command.state();
            if (!STATES.contains(state) && !EXPECTED.contains(state)) {
                throw unknown("state", union(STATES, EXPECTED));
            }
            if (EXPECTED.contains(state) != (command.value() != null)) {
                throw ProblemException.invalid("Field 'value' goes with the states " + String.join(", ", new TreeSet<>(EXPECTED))
                        + ", and they want it");
            }
            if (PAGE_KINDS.contains(state) == (command.target() != null)) {
                throw ProblemException.invalid("expect wants a target, but for the states url and title, which are the page's");
            }
            if (state.equals("count") && !command.value().matches("\\d{1,6}")) {
                throw ProblemException.invalid("Field 'value' must be a whole number for the state count");
            }
        }

        private static void extracting(Command command) {
            String kind = command.kind() == null ? "text" : command.kind();
            word("kind", kind, KINDS);
            if (kind.equals("attribute") != (command.attribute() != null)) {
                throw ProblemException.invalid("Field 'attribute' goes with kind attribute, and that wants it");
            }
            if (PAGE_KINDS.contains(kind) == (command.target() != null) && !(kind.equals("aria") && command.target() == null)) {
                throw ProblemException.invalid("extract wants a target, but for the kinds url, title and portal-time, which are the page's, and aria, which may have one");
            }
        }

        private static void file(Command.UploadFile file) {
            if (file == null || file.name() == null || file.name().isBlank() || file.contentBase64() == null) {
                throw ProblemException.invalid("Each of 'files' wants name and content_base64");
            }
            if (file.name().length() > LONGEST_NAME || file.name().matches("(?s).*[/\\\\\\p{Cntrl}].*")) {
                throw ProblemException.invalid("The name of a file in 'files' must be a plain file name of at most " + LONGEST_NAME + " characters");
            }
            if (file.contentType() != null && !file.contentType().matches("[\\x21-\\x7e][\\x20-\\x7e]{0," + (LONGEST_NAME - 1) + "}")) {
                throw ProblemException.invalid("The content_type of a file in 'files' must be a media type of at most " + LONGEST_NAME + " characters");
            }
        }

        private static void masks(List<String> masks) {
            if (masks.stream().anyMatch(mask -> mask == null || mask.length() > LONGEST_SELECTOR)) {
                throw ProblemException.invalid("Each of 'mask' must be a selector of at most " + LONGEST_SELECTOR + " characters");
            }
        }

        private static void word(String field, String value, Set<String> known) {
            if (value != null && !known.contains(value)) {
                throw unknown(field, known);
            }
        }

        private static ProblemException unknown(String field, Set<String> known) {
            return ProblemException.invalid("Field '" + field + "' must be one of " + String.join(", ", new TreeSet<>(known)));
        }

        private static void exactlyOne(String one, String first, String other, String second) {
            if ((first == null) == (second == null)) {
                throw ProblemException.invalid("Exactly one of the fields '" + one + "' and '" + other + "' must be there");
            }
        }

        private static int count(String field) {
            return field == null ? 0 : 1;
        }

        private static Set<String> union(Set<String> one, Set<String> other) {
            Set<String> all = new TreeSet<>(one);
            all.addAll(other);
            return all;
        }
    }
}
