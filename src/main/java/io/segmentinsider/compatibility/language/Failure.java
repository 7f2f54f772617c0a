package io.segmentinsider.compatibility.language;

import javax.annotation.Nullable;

/** A piece of a mapping that can't work, but breaks an event only when it is reached. */
record Failure(String message) implements Expression {

  @Override
  public Object resolve(@Nullable Object input) throws MappingFailedException {
    throw new MappingFailedException(message);
  }
}
