package io.market1s.settings;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a service listens for HTTP, written {@code 127.0.0.1:9101}; an IPv6 address in brackets.
 *
 * @param host a name or an address; {@code 0.0.0.0} for all
 * @param port 0 for any free one
 */
public record HttpAddress(String host, int port) {
    private static final Pattern FORM = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+):(\\d{1,5})");
    private static final int MAX_PORT = 65_535;

    /**
     * The address that the text writes.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static HttpAddress parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (matcher.matches()) {
            int port = Integer.parseInt(matcher.group(2));
            if (port <= MAX_PORT) {
                return new HttpAddress(matcher.group(1), port);
            }
        }
        throw new IllegalArgumentException("'" + text + "' is not a host and a port");
    }

    /** For a server socket; resolves the host's name. */
    public InetSocketAddress toSocketAddress() {
        return new InetSocketAddress(host.replaceAll("[\\[\\]]", ""), port);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
