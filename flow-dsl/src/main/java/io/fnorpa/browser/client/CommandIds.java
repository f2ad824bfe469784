package io.fnorpa.browser.client;

import io.fnorpa.browser.Command;
import java.util.UUID;

/** Gives each command an id of its own, once: it is sent under this id however often it is sent. */
final class CommandIds {

    private CommandIds() {}

    static Command named(Command command) {
        if (command.id() != null) {
            return command;
        }
        return new Command(UUID.randomUUID().toString(), command.type(), command.page(), command.frame(), command.target(),
                command.timeoutMs(), command.url(), command.waitUntil(), command.value(), command.credential(), command.key(),
                command.state(), command.orTarget(), command.pattern(), command.response(), command.kind(),
                command.attribute(), command.fullPage(), command.mask(), command.toTarget(), command.files(),
                command.accept(), command.promptText(), command.code());
    }
}
