package io.segmentinsider.delivery;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import io.segmentinsider.delivery.dispatch.FailureCause;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What the exceptions of the HTTP client, of TLS and of the name lookup mean. */
final class CallFailures {

  private static final int DEEPEST_CAUSE = 20;

  private CallFailures() {}

  /** What kept an answer from coming. The outermost exception that says something counts. */
  static FailureCause causeOf(Throwable failure) {
    if (isCausedBy(failure, UnknownHostException.class)) {
      return FailureCause.NAME_NOT_RESOLVED;
    }
    if (isCausedBy(failure, SSLException.class)) {
      return isCausedBy(failure, GeneralSecurityException.class)
          ? FailureCause.CERTIFICATE_NOT_TRUSTED
          : FailureCause.TLS_FAILED;
    }
    if (isCausedBy(failure, ProxyConnectException.class)) {
      return FailureCause.CONNECTION_REFUSED;
    }
    if (isCausedBy(failure, ConnectTimeoutException.class)) {
      return FailureCause.CONNECT_TIME_OUT;
    }
    if (isCausedBy(failure, ConnectException.class)) {
      return FailureCause.CONNECTION_REFUSED;
    }
    if (isCausedBy(failure, TimeoutException.class)) {
      return FailureCause.TIME_OUT;
    }
    return isCausedBy(failure, IOException.class)
        ? FailureCause.CONNECTION_LOST
        : FailureCause.CALL_NOT_MADE;
  }

  private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      if (type.isInstance(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
