package io.segmentinsider.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FreePortsTest {

  /** Linux gives outgoing connections ports from 32768 on, others from 49152 on. */
  @Test
  void noneIsOneThatAnOutgoingConnectionMayGet() throws Exception {
    assertThat(FreePorts.find(50)).hasSize(50).doesNotHaveDuplicates();
    assertThat(Arrays.stream(FreePorts.find(50)).boxed())
        .allSatisfy(port -> assertThat(port).isBetween(1_024, 32_767));
  }

  @Test
  void oneThatIsTakenIsNotFree() throws Exception {
    int port = FreePorts.find(1)[0];
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(FreePorts.isFree(taken.getLocalPort())).isFalse();
    }
  }
}
