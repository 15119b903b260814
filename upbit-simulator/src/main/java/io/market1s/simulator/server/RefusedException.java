package io.market1s.simulator.server;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A request that the exchange answers with an error frame and a close. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final String name;

    RefusedException(String name, String message) {
        super(message, null, false, false);
        this.name = name;
    }

    static RefusedException wrongFormat() {
        return new RefusedException("WRONG_FORMAT", "Format 이 맞지 않습니다.");
    }

    static RefusedException noTicket() {
        return new RefusedException("NO_TICKET", "티켓이 존재하지 않거나, 유효하지 않습니다.");
    }

    static RefusedException noType() {
        return new RefusedException("NO_TYPE", "타입이 존재하지 않습니다.");
    }

    static RefusedException noCodes() {
        return new RefusedException("NO_CODES", "Codes 가 존재하지 않습니다.");
    }

    static RefusedException invalid(String value) {
        return new RefusedException("INVALID_PARAM", value + " 은 지원하지 않는 타입입니다.");
    }

    static RefusedException tooMany() {
        return new RefusedException("TOO_MANY_REQUESTS", "요청 수 제한을 초과했습니다.");
    }

    /** The error frame; the order of its keys varies, as on the real wire. */
    byte[] frame() {
        String nameField = "\"name\":\"" + name + "\"";
        String messageField = "\"message\":\"" + text() + "\"";
        boolean nameFirst = name.startsWith("NO_");
        String fields = nameFirst ? nameField + "," + messageField : messageField + "," + nameField;
        return ("{\"error\":{" + fields + "}}").getBytes(UTF_8);
    }

    private String text() {
        StringBuilder safe = new StringBuilder();
        for (char c : String.valueOf(getMessage()).toCharArray()) {
            safe.append(c == '"' || c == '\\' || c < ' ' ? '?' : c);
        }
        return safe.toString();
    }
}
