package io.segmentinsider.insider;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.segment.IdentifierOptions;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What identifies nobody, and what may be somebody however odd it looks. */
class BlockedValuesTest {

  private static final BlockedValues DEFAULT =
      new BlockedValues(new HashSet<>(IdentifierOptions.BLOCKED_VALUES.defaultValue()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\t\r\n",
        "\u00A0",
        "\u200B",
        "\uFEFF\u200E",
        "\u3000",
        "\u00AD",
        "\u2800",
        "-",
        "--",
        "...",
        "?",
        "???",
        "''",
        "\"\"",
        "()",
        "[]",
        "{}",
        "<>",
        "/",
        "\\",
        "*",
        "***",
        "#",
        "_",
        "—",
        "\uFFFD",
        "\uFFFD\uFFFD",
        "undefined",
        "UNDEFINED",
        "Undefined",
        " undefined ",
        "'undefined'",
        "\"undefined\"",
        "“undefined”",
        "undef\u200Bined",
        "undefıned",
        "ｕｎｄｅｆｉｎｅｄ",
        "null",
        "NULL",
        "Null",
        "(null)",
        "<null>",
        "[null]",
        "{null}",
        "'null'",
        "\"null\"",
        "`null`",
        "null,",
        "null;",
        "null null",
        "null-null",
        "null_null",
        "undefined undefined",
        "undefined.undefined",
        "null\u00A0null",
        "None",
        "none",
        "NONE",
        "nil",
        "<nil>",
        "(nil)",
        "NaN",
        "nan",
        "N/A",
        "n/a",
        "n.a.",
        "N.A",
        "#N/A",
        "NA",
        "\\N",
        "true",
        "false",
        "TRUE",
        "False",
        "'true'",
        "unknown",
        "UNKNOWN",
        "<unknown>",
        "anonymous",
        "Anonymous",
        "ANONİM",
        "anonymousUser",
        "anonymous_user",
        "AnonymousUser",
        "guest",
        "Guest User",
        "guest-user",
        "test",
        "TEST",
        "not set",
        "(not set)",
        "not_set",
        "notSet",
        "NOT-SET",
        "not provided",
        "(not provided)",
        "not logged in",
        "NotLoggedIn",
        "missing",
        "empty",
        "no-reply",
        "noreply",
        "DoNotReply",
        "no email",
        "noemail",
        "no_email",
        "0",
        "00",
        "000000",
        "0.0",
        "-0",
        "0,00",
        "'0'",
        "+0",
        "٠٠٠",
        "０",
        "1",
        "-1",
        "-1.0",
        "'-1'",
        "(-1)",
        "−1",
        "\u200E-1",
        "00000000-0000-0000-0000-000000000000",
        "{00000000-0000-0000-0000-000000000000}",
        "00000000000000000000000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
        "11111111-1111-1111-1111-111111111111",
        "{FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF}",
        "ffffffffffffffffffffffffffffffff",
        "{{ user.id }}",
        "{{user.id}}",
        "{{{user_id}}}",
        "{{ user.id",
        "u-{{ user.id }}",
        "${x}",
        "${user.id}",
        "user-${id}",
        "${",
        "#{user.id}",
        "<%= user.id %>",
        "<%= user",
        "<? $id ?> {{",
        "{% user.id %}",
        "%%x%%",
        "%%USER_ID%%",
        "*|EMAIL|*",
        "*|UNIQID|*",
        "[[user_id]]",
        "$(userId)",
        "{userId}",
        "{user_id}",
        "{user.id}",
        "{$user.id}",
        "{!User.Id}",
        "<user_id>",
        "<USER ID>",
        "[USER_ID]",
        "[insert id]",
        "%userId%",
        "%7B%7Buser.id%7D%7D",
        "'{{ user.id }}'",
        "\"${x}\"",
        "'{userId}'",
        "[object Object]",
        "[object Undefined]",
        "[object Null]",
        "'[object Object]'",
        "[OBJECT OBJECT]",
        "[object Promise]",
        "user-[object Object]",
        "[object Obj",
        "user-undefined",
        "user_undefined",
        "undefined-user",
        "user:null",
        "user-null",
        "id:none",
        "shop1-undefined",
        "1234-undefined",
        "undefined/undefined",
        "userId",
        "user_id",
        "USER_ID",
        ":userId",
        "$userId",
        "__USER_ID__",
        "your-user-id",
        "anonymousId",
        "customer_id",
        "email",
        "E-Mail",
        "2147483647",
        "-2147483648",
        "9223372036854775807",
        "18446744073709551615",
        "Infinity",
        "-Infinity",
        "9774d56d682e549c",
        "9774D56D682E549C",
        "02:00:00:00:00:00",
        "Undefined-12345",
        "UNDEFINED_1234567",
        "undefined-1234567890123",
        "shop-UNDEFINED-1234567890123",
        "\u20131",
        "\u20141",
        "\u20101",
        "[object%20Object]",
        "%5Bobject%20Object%5D",
        "%5bobject%2520Object%5d",
        "%20",
        "%22null%22",
        "undefined%20undefined",
        "%E2%80%931",
        "{userid1}",
        "{userId1}",
        "[user_id_2]",
        "<USER_ID1>",
        "%s",
        "%d",
        "%@",
        "%1$s",
        "user-%s",
        "user_%d",
        "com.shop.User@1a2b3c",
        "com.shop.model.User$Id@7f",
        "[Ljava.lang.String;@1b2c3d4e",
        "[B@1b2c3d4e",
        "function () { [native code] }",
        "function (){return this.id}",
        "function getId() { [native code] }",
        "() => this.id",
        "<User object at 0x7f3a2b1c>",
        "#<User:0x00007f3a>",
        "%!s(<nil>)",
        "Optional.empty",
        "optional.EMPTY",
        "'Optional.empty'",
        "Optional[null]"
      })
  void identifiesNobody(String value) {
    assertThat(DEFAULT.contains(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "u-1",
        "10",
        "2",
        "42",
        "-2",
        "-12",
        "01",
        "100",
        "1000000",
        "12345",
        "123456789",
        "1-1",
        "1.1",
        "u1",
        "x",
        "A",
        "ann",
        "Ann",
        "o'brien",
        "ann smith",
        "Ann Smith",
        "nullable",
        "nullable-123",
        "null-123",
        "null.island@x",
        "chris.null",
        "none-of-your-business",
        "nilay",
        "nanette",
        "nana",
        "natalie",
        "test-1",
        "test1",
        "tester",
        "testuser42",
        "guest-42",
        "guest42",
        "unknown42",
        "anonymous-7f3a",
        "trueman",
        "true-42",
        "falsetto",
        "emptyhand",
        "user-1",
        "user1",
        "user",
        "customer",
        "device-1",
        "undefinedx",
        "e-mail-42",
        "720982911946154508",
        "2147483646",
        "2147483649",
        "9774d56d682e549d",
        "a1b2c3",
        "aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa",
        "AAAAAAAA-1111-4111-8111-AAAAAAAAAAAA",
        "{3F2504E0-4F89-11D3-9A0C-0305E82C3301}",
        "00000000-0000-0000-0000-000000000001",
        "0000-1",
        "auth0|5f7c8ec7c33c6c004bbafe82",
        "google-oauth2|103547991597142817347",
        "+14155550100",
        "ann@shop.sg",
        "CN=ann,OU=shop",
        "42$",
        "100%",
        "50%-off",
        "a%20b",
        "%41nn",
        "{ann42}",
        "[ann42]",
        "<ann42>",
        "(ann)",
        "'ann'",
        "\"u-1\"",
        "C#dev",
        "a*b",
        "a{b}c",
        "ünal",
        "小明",
        "Ж",
        "محمد",
        "नाम",
        "😀",
        "🎉🎉",
        "½",
        "undefinable-1234567",
        "fundefine-1234567890",
        "\u20132",
        "a%2Db",
        "ann%20smith",
        "50%s",
        "100%",
        "{user42}",
        "{ann1}",
        "ann.smith@1a2b3c",
        "Ann@cafe",
        "com.shop.User@example.com",
        "Ann.Smith@bad.de",
        "functional",
        "function-42",
        "optional",
        "Optional.ann",
        "no",
        "yes",
        "object",
        "objection"
      })
  void maySomebodyBe(String value) {
    assertThat(DEFAULT.contains(value)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none@none.test",
        "NONE@NONE.TEST",
        "none@shop.sg",
        "null@null.com",
        "undefined@shop.sg",
        "noemail@shop.sg",
        "no-email@shop.sg",
        "no_email@shop.sg",
        "nomail@x.co",
        "No.Mail@x.co",
        "no-reply@shop.sg",
        "noreply@shop.sg",
        "donotreply@x.co",
        "do-not-reply@x.co",
        "anonymous@x.co",
        "unknown@x.co",
        "guest@shop.sg",
        "test@test.com",
        "test@x.co",
        "n/a@n/a.com",
        "na@na.com",
        "nil@nil.com",
        "nan@none.test",
        "nil@example.com",
        "example@example.com",
        "email@example.com",
        "your-email@example.com",
        "email@email.com",
        "yourname@domain.com",
        "user@none.com",
        "customer@noemail.com",
        "a@a.com",
        "aaa@aaa.com",
        "111@111.com",
        "xxx@xxx.xx",
        "***@***.com",
        "-@-.de",
        "0@0.com",
        "000@shop.sg",
        "{{email}}@shop.sg",
        "{{ user.email }}",
        "${email}",
        "*|EMAIL|*",
        "ann@{{domain}}.com",
        "[object Object]@shop.sg",
        "undefined.undefined@shop.sg",
        "null.null@shop.sg"
      })
  void isNobodysAddress(String email) {
    assertThat(DEFAULT.containsEmail(email)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@example.test",
        "bob@example.com",
        "ann@none.com",
        "a@b.co",
        "e@x.co",
        "aa@b.co",
        "nil@gmail.com",
        "nan@gmail.com",
        "na@shop.kr",
        "chris.null@gmail.com",
        "1@qq.com",
        "12345@qq.com",
        "111@shop.sg",
        "test-1@shop.sg",
        "test.smith@shop.sg",
        "tester@shop.sg",
        "noemail42@shop.sg",
        "reply@shop.sg",
        "info@shop.sg",
        "email@shop.sg",
        "mail@shop.sg",
        "user@shop.sg",
        "customer@shop.sg",
        "contact@shop.sg",
        "null-island@shop.sg",
        "amelie.rossi5759@example.org",
        "noor.patel@example.com",
        "upper@example.com",
        "ann+none@shop.sg",
        "ismail@örnek.test",
        "ann@test.com",
        "jane@example.com",
        "john.doe@example.com"
      })
  void mayBeSomebodysAddress(String email) {
    assertThat(DEFAULT.containsEmail(email)).isFalse();
  }

  @Test
  void theListIsTheOperatorsAndTheFormsStay() {
    BlockedValues own = new BlockedValues(Set.of("Kiosk-7", "info@shop.sg", "+6561234567"));
    assertThat(own.contains("kiosk-7")).isTrue();
    assertThat(own.contains("'KIOSK_7'")).isTrue();
    assertThat(own.contains("kiosk-71")).isFalse();
    assertThat(own.containsEmail("INFO@shop.sg")).isTrue();
    assertThat(own.containsEmail("info@shop.de")).isFalse();
    assertThat(own.contains("+6561234567")).isTrue();
    assertThat(own.contains("null")).isFalse();
    assertThat(own.contains("test")).isFalse();
    assertThat(own.contains("0")).isTrue();
    assertThat(own.contains("-1")).isTrue();
    assertThat(own.contains("{{ user.id }}")).isTrue();
    assertThat(own.contains("[object Object]")).isTrue();
  }

  /** Whatever stands around a word, and however it is written, it is that word. */
  @Property
  void dressingMakesNobodySomebody(@ForAll("words") String word, @ForAll("dresses") String dress) {
    String dressed = dress.replace("x", word);
    assertThat(DEFAULT.contains(dressed)).isTrue();
    assertThat(DEFAULT.contains(dressed.toUpperCase(Locale.ROOT))).isTrue();
    assertThat(DEFAULT.contains(dressed.toUpperCase(Locale.forLanguageTag("tr")))).isTrue();
    assertThat(DEFAULT.contains(dressed.toLowerCase(Locale.forLanguageTag("tr")))).isTrue();
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.of(IdentifierOptions.BLOCKED_VALUES.defaultValue())
        .filter(word -> !word.startsWith("["));
  }

  @Provide
  Arbitrary<String> dresses() {
    return Arbitraries.of(
        "x",
        " x",
        "x\n",
        "'x'",
        "\"x\"",
        "(x)",
        "[x]",
        "<x>",
        "{x}",
        "\u200Bx",
        "x\uFEFF",
        "\u202Dx\u202C",
        "“x”",
        "«x»",
        "`x`",
        "-x-",
        "x;",
        "\u00A0x\u00A0");
  }

  /** Random ids are never taken for nobody's. */
  @Property
  void aUuidIsSomebodys(@ForAll long high, @ForAll long low) {
    String id = new UUID((high & ~0xF000L) | 0x4000L, (low >>> 2) | Long.MIN_VALUE).toString();
    assertThat(DEFAULT.contains(id)).isFalse();
    assertThat(DEFAULT.contains(id.toUpperCase(Locale.ROOT))).isFalse();
    assertThat(DEFAULT.contains("{" + id + "}")).isFalse();
  }

  /** No text is too odd to be looked at. */
  @Property
  void everyTextHasAnAnswer(@ForAll String text) {
    DEFAULT.contains(text);
    DEFAULT.containsEmail(text);
    DEFAULT.containsEmail(text + "@" + text);
  }
}
