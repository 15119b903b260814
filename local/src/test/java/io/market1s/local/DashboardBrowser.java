package io.market1s.local;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A real Chromium, the machine's own, with one page in it. What the page complains of is kept. */
final class DashboardBrowser implements AutoCloseable {
    /** What to do if there is none. */
    static final String REMEDY = "there is no Chromium on this machine: install it (Debian: apt-get install chromium),"
            + " or name one with -Ddashboard.chromium=PATH";

    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    private static final int PATIENCE_MILLIS = 30_000;

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();
    final Page page;

    /** Where the machine has one. */
    static Optional<Path> installed() {
        return Stream.of(
                        System.getProperty("dashboard.chromium", "/usr/bin/chromium"),
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome",
                        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    DashboardBrowser(Path executable) {
        // The driver must not bring a browser of its own.
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(FLAGS));
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(1440, 1000)
                .setLocale("en-GB")
                .setTimezoneId("Asia/Seoul"));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    /** Errors in its console so far: scripts that failed, things that its policy refused. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** The page's address, as its own script may have changed it. */
    String address() {
        return (String) page.evaluate("() => location.href");
    }

    /** The text of an element. */
    String text(String selector) {
        return page.locator(selector).textContent();
    }

    /** What the table shows in a column, newest first. */
    List<String> cells(String column) {
        return page.locator("#rows td." + column).allTextContents();
    }

    /** Closes of the seconds in the table, newest first, in milliseconds. */
    List<Long> times() {
        Object times = page.evaluate("() => [...document.querySelectorAll('#rows tr')].map(row => row.dataset.ts)");
        return ((List<?>) times)
                .stream().map(time -> Long.valueOf((String) time)).toList();
    }

    /**
     * In how many columns of pixels the chart has a colour.
     *
     * @param variable of the style sheet, for example {@code --accent}
     */
    int columnsWith(String variable) {
        return ((Number) page.evaluate("""
                variable => {
                  const canvas = document.querySelector('#chart canvas');
                  if (canvas === null) return 0;
                  const probe = document.createElement('canvas').getContext('2d');
                  probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
                  probe.fillRect(0, 0, 1, 1);
                  const wanted = probe.getImageData(0, 0, 1, 1).data;
                  const { width, height } = canvas;
                  const pixels = canvas.getContext('2d').getImageData(0, 0, width, height).data;
                  const found = new Set();
                  for (let i = 0; i < pixels.length; i += 4) {
                    if (pixels[i + 3] > 200 && [0, 1, 2].every(c => Math.abs(pixels[i + c] - wanted[c]) < 24)) {
                      found.add((i / 4) % width);
                    }
                  }
                  return found.size;
                }
                """, variable)).intValue();
    }

    void screenshot(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
