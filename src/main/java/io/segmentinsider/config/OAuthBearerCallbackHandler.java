package io.segmentinsider.config;

import java.io.IOException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.annotation.Nullable;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslClientFactory;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.oauthbearer.internals.OAuthBearerSaslClient;
import org.apache.kafka.common.security.oauthbearer.internals.OAuthBearerSaslClientCallbackHandler;

/**
 * Kafka's own handler of OAUTHBEARER on a cluster that runs several jobs. Kafka registers what
 * makes its SASL clients once in a process, under one name, so every job but the first meets the
 * classes of the first and is refused ("Callback handler must be castable", KAFKA-14102). This
 * handler registers its own for as long as its Kafka client lives, which also lets the class loader
 * of a job go when the job ends.
 */
public final class OAuthBearerCallbackHandler implements AuthenticateCallbackHandler {

  private static final String SERVICE = "SaslClientFactory";
  private static final String MECHANISM = OAuthBearerLoginModule.OAUTHBEARER_MECHANISM;

  /** Under which Kafka registers its own. */
  private static final String KAFKAS = "SASL/OAUTHBEARER Client Provider";

  private final AuthenticateCallbackHandler handler = new OAuthBearerSaslClientCallbackHandler();
  private final Provider provider = new OneClient(new Factory(this));

  @Override
  public void configure(
      Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> jaasConfigEntries) {
    handler.configure(configs, mechanism, jaasConfigEntries);
    Security.insertProviderAt(provider, positionBeforeKafkas());
  }

  /** Kafka's factory throws where it should say that the handler is not its own. */
  private static int positionBeforeKafkas() {
    Provider[] providers = Security.getProviders();
    for (int i = 0; i < providers.length; i++) {
      if (providers[i].getName().equals(KAFKAS)) {
        return i + 1;
      }
    }
    return providers.length + 1;
  }

  @Override
  public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
    handler.handle(callbacks);
  }

  /** Kafka's own provider would keep the class loader of the first job for ever. */
  @Override
  public void close() {
    Security.removeProvider(provider.getName());
    Provider kafkas = Security.getProvider(KAFKAS);
    if (kafkas != null
        && kafkas.getClass().getClassLoader() == OAuthBearerSaslClient.class.getClassLoader()) {
      Security.removeProvider(KAFKAS);
    }
    handler.close();
  }

  /**
   * Makes clients for one handler, and leaves all others to the next provider.
   *
   * @param own the handler
   */
  private record Factory(CallbackHandler own) implements SaslClientFactory {

    @Override
    @Nullable
    public SaslClient createSaslClient(
        String[] mechanisms,
        @Nullable String authorizationId,
        String protocol,
        String serverName,
        Map<String, ?> properties,
        CallbackHandler callbackHandler) {
      return callbackHandler == own && List.of(mechanisms).contains(MECHANISM)
          ? new OAuthBearerSaslClient((AuthenticateCallbackHandler) own)
          : null;
    }

    @Override
    public String[] getMechanismNames(Map<String, ?> properties) {
      return new String[] {MECHANISM};
    }
  }

  /** How the JDK finds a factory. */
  private static final class OneClient extends Provider {

    private static final long serialVersionUID = 1L;

    private OneClient(SaslClientFactory factory) {
      super(
          "segment-insider OAUTHBEARER " + UUID.randomUUID(),
          "1",
          "SASL clients of one Kafka client");
      putService(new OneFactory(this, factory));
    }
  }

  /** Hands out a factory that is there. */
  private static final class OneFactory extends Provider.Service {

    private final SaslClientFactory factory;

    private OneFactory(Provider provider, SaslClientFactory factory) {
      super(provider, SERVICE, MECHANISM, Factory.class.getName(), null, null);
      this.factory = factory;
    }

    @Override
    public Object newInstance(@Nullable Object parameter) {
      return factory;
    }
  }
}
