package io.market1s.operations;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * Asks an address whether it is well, for images that have Java and nothing else to ask with: exit status 0 if it
 * answers 200 within some seconds, 1 otherwise.
 */
public final class HealthCheck {
    private static final int PATIENCE_MILLIS = 4_000;

    private HealthCheck() {}

    /** Asks the address that is the only argument. */
    public static void main(String[] arguments) {
        System.exit(arguments.length == 1 && isWell(arguments[0]) ? 0 : 1);
    }

    static boolean isWell(String url) {
        try {
            // Of all HTTP clients in the JDK the one that starts fastest.
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }
}
