package io.segmentinsider.compatibility.liquid;

/** A piece of a template. */
sealed interface TemplatePiece {

  /** The piece as it stands in the template. */
  String source();

  /**
   * Text outside of everything.
   *
   * @param content without the white space that its neighbours take away
   */
  record Html(String source, String content) implements TemplatePiece {}

  /** A value to print. */
  record Output(String source, String content) implements TemplatePiece {}

  /**
   * A tag.
   *
   * @param arguments what stands behind the name, without white space around it
   */
  record Tag(String source, String name, String arguments) implements TemplatePiece {}
}
