package io.fnorpa.browser.service.http;

import io.fnorpa.browser.Command;
import java.util.List;

/** What one call to {@code /browser/execute} asks for: one command, or a list of them. */
record CommandList(boolean isSingle, List<Command> commands) {}
