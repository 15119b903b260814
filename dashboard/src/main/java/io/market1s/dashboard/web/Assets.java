package io.market1s.dashboard.web;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The files of the page, read from the class path once and kept. Immutable. */
final class Assets {
    private static final String FOLDER = "/io/market1s/dashboard/page/";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, Asset> assets;

    /**
     * A file of the page.
     *
     * @param tag changes with the content, in quotes as HTTP wants it
     */
    record Asset(String type, Buffer gzipped, Buffer plain, String tag) {}

    private Assets(Map<String, Asset> assets) {
        this.assets = Map.copyOf(assets);
    }

    /** Reads all of them. */
    static Assets load() {
        Map<String, Asset> assets = new LinkedHashMap<>();
        for (String name : new String[] {
            "page.html",
            "page.css",
            "theme.js",
            "page.js",
            "chart.js",
            "rows.js",
            "board.js",
            "decimals.js",
            "times.js",
            "icon.svg"
        }) {
            assets.put(name, read(FOLDER + name));
        }
        String chart = "/META-INF/resources/webjars/uplot/" + chartVersion() + "/dist/";
        assets.put("uPlot.js", read(chart + "uPlot.esm.js"));
        assets.put("uPlot.css", read(chart + "uPlot.min.css"));
        return new Assets(assets);
    }

    /** The file of that name; null if there is none. */
    @Nullable
    Asset find(String name) {
        return assets.get(name);
    }

    /** The path of a WebJar has its version, which the WebJar names in its properties. */
    private static String chartVersion() {
        Properties properties = new Properties();
        try (InputStream in = open("/META-INF/maven/org.webjars.npm/uplot/pom.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static Asset read(String path) {
        try (InputStream in = open(path)) {
            byte[] plain = in.readAllBytes();
            String ending = path.substring(path.lastIndexOf('.') + 1);
            return new Asset(
                    TYPES.getOrDefault(ending, "application/octet-stream"),
                    Buffer.buffer(gzipped(plain)),
                    Buffer.buffer(plain),
                    tag(plain));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String path) {
        InputStream in = Assets.class.getResourceAsStream(path);
        if (in == null) {
            throw new IllegalStateException(path + " is not on the class path");
        }
        return in;
    }

    private static byte[] gzipped(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    private static String tag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(digest, 0, 8) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
