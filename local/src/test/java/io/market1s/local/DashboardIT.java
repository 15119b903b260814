package io.market1s.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboard's page of a running pipeline in a real browser. One story in order, while the rows of a minute gather:
 * all is well, the exchange goes away and comes back, a person looks around, PostgreSQL goes away and comes back.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // JUnit sets them.
class DashboardIT {
    private static final List<String> SYMBOLS = List.of("KRW-BTC", "KRW-ETH", "BTC-ETH");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Optional<Path> chromium = DashboardBrowser.installed();
    private RunningPipeline run;
    private DashboardBrowser browser;
    private URI uri;

    @BeforeAll
    void openThePage(@TempDir Path temporary) throws Exception {
        if (chromium.isEmpty()) {
            return;
        }
        run = new RunningPipeline(temporary.resolve("data"), 5, SYMBOLS);
        uri = run.pipeline.dashboardUri();
        browser = new DashboardBrowser(chromium.get());
        browser.page.navigate(uri.toString());
    }

    /** Of each test, so that each is reported as skipped, with the reason. */
    @BeforeEach
    void requireBrowser() {
        assumeTrue(chromium.isPresent(), DashboardBrowser.REMEDY);
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
        if (run != null) {
            run.close();
        }
    }

    @Test
    @Order(1)
    void opensWithASymbolWhoseLagIsUnderTwoSeconds() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(browser.address()).isEqualTo(uri + "KRW-BTC");
            assertThat(browser.text("h1")).isEqualTo("KRW-BTC");
            assertThat(lagSeconds()).isBetween(0.0, 2.0);
            assertThat(browser.page.locator("#lag-box").getAttribute("data-state"))
                    .isEqualTo("good");
            assertThat(browser.page.locator("#notice").isVisible()).isFalse();
        });
    }

    @Test
    @Order(2)
    void aRowMoreEverySecondAndNoneLeftOut() {
        await().atMost(PATIENCE).until(() -> !browser.times().isEmpty());
        List<Long> newest = new ArrayList<>(List.of(browser.times().get(0)));
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            long now = browser.times().get(0);
            if (now != newest.get(newest.size() - 1)) {
                newest.add(now);
            }
            return newest.size() > 5;
        });

        // A machine that is busy elsewhere may show several at once.
        assertThat(newest).isSorted();
        assertNoneIsLeftOut();
    }

    @Test
    @Order(3)
    void showsThePricesOfTheDatabaseDigitByDigit() {
        long ts = browser.times().get(2);

        // A late frame may correct the row between the two looks.
        await().atMost(PATIENCE).untilAsserted(() -> {
            String shown = browser.text("#rows tr[data-ts='" + ts + "'] td.mid");
            assertThat(new BigDecimal(shown.replace(",", "")))
                    .isEqualByComparingTo(mid("KRW-BTC", Instant.ofEpochMilli(ts)));
        });
    }

    @Test
    @Order(3)
    void theChartHasALine() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.columnsWith("--accent")).isGreaterThan(10));
    }

    @Test
    @Order(4)
    void anIncompleteStretchIsShadedAndItsReasonSaid() {
        int before = browser.columnsWith("--warning");
        run.exchange.simulator().faults().refuseUpgrades(503);
        run.exchange.simulator().faults().all().drop();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(browser.page.locator("#notice").isVisible()).isTrue();
            assertThat(browser.text("#notice"))
                    .startsWith("No exchange connection")
                    .contains("Since ");
            assertThat(browser.page.locator("#rows tr.incomplete").count()).isGreaterThanOrEqualTo(3);
        });
        run.exchange.simulator().faults().acceptUpgrades();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(browser.page.locator("#notice").isVisible()).isFalse());
        assertThat(browser.columnsWith("--warning")).isGreaterThan(before + 3);
    }

    @Test
    @Order(5)
    void aTableOfOtherSymbolsShowsThemAllAndWhatIsWrongWithThem() {
        assertThat(browser.page.locator(".tile .name").allTextContents())
                .containsExactly("BTC-ETH", "KRW-BTC", "KRW-ETH");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(browser.text("#filters")).contains("all 3", "not complete 3");
            assertThat(browser.page.locator(".tile .completeness").allTextContents())
                    .allMatch(share -> share.matches("\\d{1,2}\\.\\d%"));
        });
    }

    @Test
    @Order(5)
    void aSymbolIsFoundByTheKeyboardAndHasALink() {
        browser.page.keyboard().press("/");
        browser.page.keyboard().type("eth");
        browser.page.keyboard().press("ArrowDown");
        browser.page.keyboard().press("Enter");

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(browser.address()).isEqualTo(uri + "KRW-ETH");
            assertThat(browser.text("h1")).isEqualTo("KRW-ETH");
            assertThat(browser.times()).hasSizeGreaterThan(5);
        });
        browser.page.goBack();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text("h1")).isEqualTo("KRW-BTC"));
    }

    @Test
    @Order(6)
    void aSymbolThatNobodyKnowsIsSaidToBeUnknown() {
        browser.page.navigate(uri + "krw-dogs");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text("#notice")).contains("no rows of KRW-DOGS"));
        browser.page.navigate(uri + "KRW-BTC");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(browser.page.locator("#notice").isVisible()).isFalse());
    }

    @Test
    @Order(7)
    void timesAreTheViewersOwnOrUtc() {
        await().atMost(PATIENCE).until(() -> !browser.times().isEmpty());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(firstTime()).isEqualTo(clock(ZoneId.of("Asia/Seoul"))));

        browser.page.keyboard().press("u");

        assertThat(browser.text("#zone")).isEqualTo("UTC");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(firstTime()).isEqualTo(clock(ZoneOffset.UTC)));
    }

    @Test
    @Order(8)
    void theTableHasSixtyRows() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(browser.times()).hasSize(60));
        assertNoneIsLeftOut();
    }

    @Test
    @Order(9)
    void isAPictureOfItselfInLightAndDarkAndOnAPhone() {
        Page page = browser.page;
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        browser.screenshot(Path.of("target", "dashboard-light.png"));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        browser.screenshot(Path.of("target", "dashboard-dark.png"));
        page.setViewportSize(390, 844);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(page.evaluate("() => document.documentElement.scrollWidth"))
                        .as("nothing sticks out of a phone's screen")
                        .isEqualTo(390));
        browser.screenshot(Path.of("target", "dashboard-phone.png"));
        page.setViewportSize(1440, 1000);
    }

    @Test
    @Order(10)
    void saysThatPostgresqlIsAwayAndGoesOnByItselfWhenItIsBack() throws Exception {
        run.pipeline.servers().postgres().stop();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(browser.text("#notice")).startsWith("PostgreSQL cannot be reached.");
            assertThat(browser.text("#lag")).isEqualTo("–");
        });
        browser.screenshot(Path.of("target", "dashboard-postgresql-away.png"));
        long newest = browser.times().get(0);

        run.pipeline.servers().postgres().start();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(browser.page.locator("#notice").isVisible()).isFalse();
            assertThat(browser.times().get(0)).isGreaterThan(newest);
            assertThat(lagSeconds()).isBetween(0.0, 2.0);
        });
        assertNoneIsLeftOut();
    }

    @Test
    @Order(11)
    void countsWhatItHasSeen() throws IOException, InterruptedException {
        String metrics = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri.resolve("/metrics")).build(), HttpResponse.BodyHandlers.ofString())
                .body();

        assertThat(metrics).contains("market1s_symbols 3.0", "market1s_dashboard_viewers 1.0");
        assertThat(metrics).containsPattern("market1s_row_visible_lag_seconds_count [1-9]");
    }

    @Test
    @Order(12)
    void theBrowserHadNothingToComplainOf() {
        assertThat(browser.complaints()).isEmpty();
    }

    private double lagSeconds() {
        String seconds = browser.page.locator("#lag").getAttribute("data-seconds");
        return seconds == null ? Double.NaN : Double.parseDouble(seconds);
    }

    private String firstTime() {
        return browser.cells("ts").get(0);
    }

    private String clock(ZoneId zone) {
        return DateTimeFormatter.ofPattern("HH:mm:ss")
                .withZone(zone)
                .format(Instant.ofEpochMilli(browser.times().get(0)));
    }

    private void assertNoneIsLeftOut() {
        List<Long> times = browser.times();
        assertThat(times)
                .isEqualTo(IntStream.range(0, times.size())
                        .mapToObj(i -> times.get(0) - i * 1000L)
                        .toList());
    }

    private BigDecimal mid(String symbol, Instant ts) throws SQLException {
        try (Connection connection = run.pipeline.servers().connectAsReader();
                PreparedStatement select =
                        connection.prepareStatement("SELECT mid FROM market_1s WHERE symbol = ? AND ts = ?")) {
            select.setString(1, symbol);
            select.setTimestamp(2, Timestamp.from(ts));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBigDecimal(1);
            }
        }
    }
}
