package io.gan4j.serve;

/** A request that is answered with a status and a sentence. */
final class HttpFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  static final int BAD_REQUEST = 400;
  static final int UNAUTHORIZED = 401;
  static final int NOT_FOUND = 404;
  static final int WRONG_METHOD = 405;
  static final int TOO_SLOW = 408;
  static final int TOO_LARGE = 413;
  static final int TOO_MANY = 429;
  static final int BROKEN = 500;
  static final int UNAVAILABLE = 503;

  private final int status;

  HttpFailure(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  static HttpFailure bad(String message) {
    return new HttpFailure(BAD_REQUEST, message);
  }

  static HttpFailure notFound(String message) {
    return new HttpFailure(NOT_FOUND, message);
  }

  int status() {
    return status;
  }
}
