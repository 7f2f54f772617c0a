package io.segmentinsider.delivery.http;

import io.segmentinsider.config.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/** Reads certificates, and says which command converts a file of another form. */
final class Certificates {

  private static final String FORM = "certificates in PEM (BEGIN CERTIFICATE)";

  private Certificates() {}

  /**
   * All certificates of a file.
   *
   * @return at least one
   * @throws ConfigurationException if there is none, or one can't be read
   */
  static List<X509Certificate> read(ConfigOption<String> option, Path path) {
    PemFile file = PemFile.read(option, path);
    List<X509Certificate> certificates = new ArrayList<>();
    for (PemBlock block : file.blocks()) {
      if (block.isCertificate()) {
        certificates.add(certificate(file, block));
      }
    }
    if (certificates.isEmpty()) {
      throw file.wrong(FORM + "; " + what(file));
    }
    return certificates;
  }

  private static X509Certificate certificate(PemFile file, PemBlock block) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.bytes()));
    } catch (CertificateException e) {
      throw file.wrong(FORM + "; one of them is damaged: copy it again from its source");
    }
  }

  private static String what(PemFile file) {
    for (PemBlock block : file.blocks()) {
      if (block.label().equals("TRUSTED CERTIFICATE")) {
        return "it is in OpenSSL's own form. Convert it: openssl x509 -in " + file + file.out();
      }
      if (block.label().equals("PKCS7")) {
        return "it is PKCS#7. Convert it: openssl pkcs7 -print_certs -in " + file + file.out();
      }
      if (block.isKey()) {
        return "it holds a private key. Name the file of the certificate";
      }
    }
    if (!file.blocks().isEmpty()) {
      return "it holds a " + file.blocks().get(0).label();
    }
    if (DerForm.isPkcs12(file.content())) {
      return "it is PKCS#12. Convert it: openssl pkcs12 -nokeys -in " + file + file.out();
    }
    if (DerForm.isDer(file.content())) {
      return "it is DER. Convert it: openssl x509 -inform DER -in " + file + file.out();
    }
    return DerForm.isJavaKeyStore(file.content())
        ? "it is a Java key store. Convert it: keytool -exportcert -rfc -keystore "
            + file
            + " -alias ALIAS -file "
            + file
            + ".pem"
        : "there is no such line in it";
  }
}
