package io.fnorpa.browser.service.command;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.service.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicBoolean;

/** Clicks and gives the file that the portal sends. */
final class DownloadVerb implements Verb {

    @Override
    public Yield run(Scope scope) {
        Download download = await(scope);
        Path file = whole(scope, download);
        if (file == null) {
            throw ProblemException.of(ProblemKind.PORTAL_UNREACHABLE, "The download broke off: " + download.failure());
        }
        try {
            return read(scope, download, file);
        } finally {
            download.delete();
        }
    }

    /** Playwright waits for the whole file without a limit: who runs the command ends the browser then. */
    private static Path whole(Scope scope, Download download) {
        scope.portal().setFileUnderWay(true);
        try {
            return download.path();
        } finally {
            scope.portal().setFileUnderWay(false);
        }
    }

    private static Download await(Scope scope) {
        Page page = scope.page();
        AtomicBoolean clicked = new AtomicBoolean();
        try {
            return page.waitForDownload(new Page.WaitForDownloadOptions().setTimeout(scope.leftMs()), () -> {
                scope.target().click(new Locator.ClickOptions().setTimeout(scope.leftMs()));
                clicked.set(true);
            });
        } catch (TimeoutError e) {
            if (!clicked.get()) {
                throw e;
            }
            throw ProblemException.of(ProblemKind.TIMEOUT, "Target " + scope.command().target()
                    + " was clicked but the portal sent no file within " + scope.limit());
        }
    }

    private static Yield read(Scope scope, Download download, Path file) {
        try {
            long size = Files.size(file);
            if (size > scope.portal().maxDownload()) {
                throw ProblemException.invalid("The file has " + size + " bytes, more than browser.max-download allows ("
                        + scope.portal().maxDownload() + ")");
            }
            return new Yield(null, contentType(scope, download), download.suggestedFilename(),
                    Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read a downloaded file", e);
        }
    }

    /** What the portal said, else what the name says. */
    private static String contentType(Scope scope, Download download) {
        return scope.portal().traffic().contentTypeOf(download.url()).orElseGet(() -> {
            String guessed = URLConnection.guessContentTypeFromName(download.suggestedFilename());
            return guessed == null ? "application/octet-stream" : guessed;
        });
    }
}
