package io.fnorpa.browser.service.command;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.browser.service.firefox.DownloadWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Clicks and gives the file that the portal sends. */
final class DownloadVerb implements Verb {

    @Override
    public Yield run(Scope scope) {
        try (DownloadWatch.Awaited file = scope.portal().downloads().await(Duration.ofMillis((long) scope.leftMs()))) {
            Download download = await(scope);
            String failure = ending(scope, download);
            if (file.isTooLarge()) {
                throw ProblemException.invalid("The file has more bytes than browser.max-download allows (" + scope.portal().maxDownload()
                        + "); it was broken off");
            }
            if (file.isLate()) {
                throw ProblemException.of(ProblemKind.TIMEOUT, "Target " + scope.command().target()
                        + ": the file had not come whole within " + scope.limit() + " and was broken off; raise the command's timeout");
            }
            if (failure != null) {
                throw ProblemException.of(ProblemKind.PORTAL_UNREACHABLE, "The download broke off: " + failure);
            }
            return keep(scope, download);
        }
    }

    /**
     * Waits until the download has ended: Playwright does so without a limit, but what watches the folder ends it then.
     *
     * @return what it failed of, or null
     */
    private static String ending(Scope scope, Download download) {
        scope.portal().setFileUnderWay(true);
        try {
            return download.failure();
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

    private static Yield keep(Scope scope, Download download) {
        try {
            Path file = download.path();
            long size = Files.size(file);
            if (size > scope.portal().maxDownload()) {
                throw ProblemException.invalid("The file has " + size + " bytes, more than browser.max-download allows ("
                        + scope.portal().maxDownload() + ")");
            }
            return new Yield(scope.portal().keep(file), contentType(scope, download), download.suggestedFilename(), null);
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
