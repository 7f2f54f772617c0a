package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.ofType;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.Receipt;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who says that the address of another user is theirs gets nothing of what that one does by it. */
class AddressOfAnotherTest {

  static Stream<Arguments> addresses() {
    return Stream.of(Arguments.of("email", "ann@shop.test"), Arguments.of("phone", "+6591234567"));
  }

  private static TestEvent order(String trait, String address) {
    return TestEvent.track("Order Completed")
        .device("d2")
        .with("context", Map.of("traits", Map.of(trait, address)))
        .property("order_id", "o-1")
        .property("currency", "EUR")
        .property(
            "products",
            List.of(Map.of("product_id", "p", "name", "Lamp", "price", 10, "quantity", 1)));
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void anOrderUnderTheAddressIsOfWhoHadItFirst(String trait, String address) throws Exception {
    try (Stages job = Stages.with()) {
      job.take(identify().user("ann").trait(trait, address).at(1));
      job.take(identify().user("evil").trait(trait, address).at(2));
      job.take(order(trait, address).at(3));
      assertThat(job.user("ann").events()).isNotEmpty();
      assertThat(job.user("evil").events()).isEmpty();
      assertThat(job.uuidMerges()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void aRefusalUnderTheAddressIsOfWhoHadItFirst(String trait, String address) throws Exception {
    try (Stages job = Stages.with()) {
      job.take(identify().user("ann").trait(trait, address).trait("email_optin", true).at(1));
      job.take(identify().user("evil").trait(trait, address).trait("email_optin", true).at(2));
      job.take(identify().device("d2").trait(trait, address).trait("email_optin", false).at(3));
      assertThat(job.user("ann").attribute("email_optin")).isEqualTo("false");
      assertThat(job.user("evil").attribute("email_optin")).isEqualTo("true");
    }
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void whatASuppressedUserDoesUnderTheAddressIsKeptBack(String trait, String address)
      throws Exception {
    try (Stages job = Stages.with(Stages.TRUSTED)) {
      job.take(identify().user("ann").trait(trait, address).at(1));
      job.take(ofType("suppress").user("ann").at(2));
      job.take(identify().user("evil").trait(trait, address).at(3));
      int requests = job.requests().size();
      job.take(order(trait, address).at(4));
      assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.SUPPRESSED);
      assertThat(job.requests()).hasSize(requests);
    }
  }

  /** The tablet of a shop, on which somebody else is signed in. */
  @ParameterizedTest
  @MethodSource("addresses")
  void anOrderOnADeviceOfAThirdPersonIsOfWhoHadTheAddressFirst(String trait, String address)
      throws Exception {
    try (Stages job = Stages.with()) {
      job.take(identify().user("ann").trait(trait, address).at(1));
      job.take(identify().user("tom").device("d2").at(2));
      job.take(identify().user("evil").trait(trait, address).at(3));
      job.take(order(trait, address).at(4));
      assertThat(job.user("ann").events()).isNotEmpty();
      assertThat(job.user("tom").events()).isEmpty();
      assertThat(job.user("evil").events()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void afterAChangeOfTheUserIdTheConsentIsStillThePersons(String trait, String address)
      throws Exception {
    try (Stages job = Stages.with(Stages.TRUSTED, "consent.required=gdpr")) {
      job.take(identify().user("ann").trait(trait, address).trait("gdpr_optin", true).at(1));
      job.take(TestEvent.alias("ann").user("ann-2").at(2));
      job.take(identify().user("ann-2").trait(trait, address).at(3));
      job.take(order(trait, address).at(4));
      assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.DELIVERED);
      assertThat(job.user("ann-2").events()).isNotEmpty();
    }
  }

  /** What is kept back is not at Insider, and leads nobody there. */
  @ParameterizedTest
  @MethodSource("addresses")
  void whoIsKeptBackTakesNoAddress(String trait, String address) throws Exception {
    try (Stages job = Stages.with()) {
      job.take(
          identify()
              .user("ghost")
              .trait(trait, address)
              .with("integrations", Map.of("All", false))
              .at(1));
      job.take(identify().user("ann").trait(trait, address).at(2));
      job.take(order(trait, address).at(3));
      assertThat(job.user("ann").events()).isNotEmpty();
      assertThat(job.people()).hasSize(1);
    }
  }
}
