package io.segmentinsider.compatibility.liquid;

import java.util.ArrayList;
import java.util.List;

/** Cuts a template into text, outputs and tags, and takes white space away where asked to. */
final class TemplateLexer {

  private static final String TAG = "{%";
  private static final String TAG_END = "%}";
  private static final String OUTPUT = "{{";
  private static final String OUTPUT_END = "}}";

  private final String template;
  private final List<Piece> pieces = new ArrayList<>();
  private int at;

  private TemplateLexer(String template) {
    this.template = template;
  }

  private enum Kind {
    HTML,
    OUTPUT,
    TAG
  }

  /** A piece by its place. */
  private record Piece(Kind kind, int start, int end) {}

  /** The tokens of a template. */
  static List<TemplatePiece> tokens(String template) throws LiquidException {
    TemplateLexer lexer = new TemplateLexer(template);
    lexer.cut();
    return lexer.tokens();
  }

  /** The tags of the lines of a {@code liquid} tag. */
  static List<TemplatePiece> tagsOfLines(String lines) throws LiquidException {
    List<TemplatePiece> tags = new ArrayList<>();
    int at = 0;
    while (at < lines.length()) {
      if (Characters.isBlank(lines.charAt(at))) {
        at++;
        continue;
      }
      int end = lines.indexOf('\n', at + 1);
      String line = lines.substring(at, end < 0 ? lines.length() : end + 1);
      tags.add(tag(line, content(line)));
      at += line.length();
    }
    return tags;
  }

  private void cut() throws LiquidException {
    while (at < template.length()) {
      int start = at;
      if (template.startsWith(TAG, at)) {
        at = end(TAG_END, false, "tag");
        pieces.add(new Piece(Kind.TAG, start, at));
        if (name(start, at).equals("raw")) {
          cutRaw();
        }
      } else if (template.startsWith(OUTPUT, at)) {
        at = end(OUTPUT_END, true, "output");
        pieces.add(new Piece(Kind.OUTPUT, start, at));
      } else {
        while (at < template.length()
            && !template.startsWith(TAG, at)
            && !template.startsWith(OUTPUT, at)) {
          at++;
        }
        pieces.add(new Piece(Kind.HTML, start, at));
      }
    }
  }

  /** Up to the end of the raw part: text until an {@code endraw} tag, whatever it holds. */
  private void cutRaw() throws LiquidException {
    int start = at;
    int open = template.indexOf(TAG, start);
    while (open >= 0) {
      ExpressionReader reader = new ExpressionReader(template.substring(open + TAG.length()));
      if (reader.identifier().equals("endraw")) {
        int from = open + TAG.length() + reader.position();
        int close = template.indexOf(TAG_END, from - 1);
        int next = template.indexOf(TAG, from);
        if (close >= 0 && (next < 0 || close < next)) {
          if (open > start) {
            pieces.add(new Piece(Kind.HTML, start, open));
          }
          at = close + TAG_END.length();
          pieces.add(new Piece(Kind.TAG, open, at));
          return;
        }
      }
      open = template.indexOf(TAG, open + TAG.length());
    }
    throw new LiquidException("has a raw part that is not closed");
  }

  /** The place behind the end mark of what starts here. */
  private int end(String mark, boolean respectsQuotes, String what) throws LiquidException {
    int place = at;
    while (place < template.length()) {
      if (respectsQuotes && Characters.isQuote(template.charAt(place))) {
        place = StringLiteral.end(template, place);
        continue;
      }
      place++;
      if (template.startsWith(mark, place - mark.length())) {
        return place;
      }
    }
    throw new LiquidException("has a " + what + " that is not closed");
  }

  private List<TemplatePiece> tokens() throws LiquidException {
    int[] trimmedStart = new int[pieces.size()];
    int[] trimmedEnd = new int[pieces.size()];
    for (int i = 0; i < pieces.size(); i++) {
      trimmedStart[i] = pieces.get(i).start();
      trimmedEnd[i] = pieces.get(i).end();
    }
    boolean raw = false;
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      if (piece.kind() == Kind.HTML) {
        continue;
      }
      if (!raw && template.charAt(piece.start() + 2) == '-' && isHtml(i - 1)) {
        trimmedEnd[i - 1] = withoutBlanksBefore(trimmedEnd[i - 1]);
      }
      if (piece.kind() == Kind.TAG) {
        String name = name(piece.start(), piece.end());
        raw = name.equals("raw") || (raw && !name.equals("endraw"));
      }
      if (!raw && template.charAt(piece.end() - 3) == '-' && isHtml(i + 1)) {
        trimmedStart[i + 1] = withoutBlanksFrom(trimmedStart[i + 1]);
      }
    }
    List<TemplatePiece> tokens = new ArrayList<>(pieces.size());
    for (int i = 0; i < pieces.size(); i++) {
      tokens.add(token(pieces.get(i), trimmedStart[i], trimmedEnd[i]));
    }
    return tokens;
  }

  private boolean isHtml(int place) {
    return place >= 0 && place < pieces.size() && pieces.get(place).kind() == Kind.HTML;
  }

  private int withoutBlanksBefore(int end) {
    int place = end;
    while (place > 0 && Characters.isBlank(template.charAt(place - 1))) {
      place--;
    }
    return place;
  }

  private int withoutBlanksFrom(int start) {
    int place = start;
    while (place < template.length() && Characters.isBlank(template.charAt(place))) {
      place++;
    }
    return place;
  }

  private TemplatePiece token(Piece piece, int trimmedStart, int trimmedEnd)
      throws LiquidException {
    String source = template.substring(piece.start(), piece.end());
    return switch (piece.kind()) {
      case HTML ->
          new TemplatePiece.Html(
              source,
              trimmedStart < trimmedEnd ? template.substring(trimmedStart, trimmedEnd) : "");
      case OUTPUT -> new TemplatePiece.Output(source, inside(piece.start(), piece.end()));
      case TAG -> tag(source, inside(piece.start(), piece.end()));
    };
  }

  private static TemplatePiece.Tag tag(String source, String content) throws LiquidException {
    ExpressionReader reader = new ExpressionReader(content);
    reader.skipBlanks();
    String name;
    if (reader.peek() == '#') {
      reader.advance();
      name = "#";
    } else {
      name = reader.identifier();
    }
    if (name.isEmpty()) {
      throw new LiquidException("has a tag without a name");
    }
    reader.skipBlanks();
    return new TemplatePiece.Tag(source, name, reader.rest());
  }

  private String name(int start, int end) {
    return new ExpressionReader(inside(start, end)).identifier();
  }

  private String inside(int start, int end) {
    return start + 2 < end - 2 ? content(template.substring(start + 2, end - 2)) : "";
  }

  /** Without a hyphen, and then white space, at either end. */
  private static String content(String inner) {
    int start = inner.startsWith("-") ? 1 : 0;
    int end = inner.endsWith("-") ? inner.length() - 1 : inner.length();
    while (start < end && Characters.isBlank(inner.charAt(start))) {
      start++;
    }
    while (end > start && Characters.isBlank(inner.charAt(end - 1))) {
      end--;
    }
    return start < end ? inner.substring(start, end) : "";
  }
}
