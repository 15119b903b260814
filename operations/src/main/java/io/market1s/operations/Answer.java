package io.market1s.operations;

/**
 * What is said over HTTP to those who run a service.
 *
 * @param status the HTTP status
 * @param type the content type
 */
public record Answer(int status, String type, String body) {}
