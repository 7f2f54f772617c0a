package io.segmentinsider.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTableTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plan       | plan",
        "=1+1       | '=1+1",
        "@SUM(A1)   | '@SUM(A1)",
        "-2         | '-2",
        "a,b        | \"a,b\"",
        "say \"x\" | \"say \"\"x\"\"\"",
      })
  void aCellIsNoFormulaAndNoSecondColumn(String cell, String expected) {
    TextTable table = new TextTable(List.of("name"));
    table.add(List.of(cell));

    assertThat(table.csv()).isEqualTo("name\r\n" + expected + "\r\n");
  }

  @ParameterizedTest
  @CsvSource({"a\u001b[2J", "a\u0000b", "\u202Eabc", "\u200Bx"})
  void aTerminalIsToldNothing(String cell) {
    TextTable table = new TextTable(List.of("name"));
    table.add(List.of(cell));

    assertThat(table.text()).contains("\uFFFD").doesNotContain("\u001b", "\u0000", "\u202E");
  }
}
