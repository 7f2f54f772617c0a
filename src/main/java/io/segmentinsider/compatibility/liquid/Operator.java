package io.segmentinsider.compatibility.liquid;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.json.JsonArray;
import javax.annotation.Nullable;

/** The operators, by how tightly they bind; those of one level bind from the right. */
enum Operator {
  /** Equal. */
  EQUAL("==", 2) {
    @Override
    boolean apply(@Nullable Object left, @Nullable Object right) {
      return Values.areEqual(left, right);
    }
  },
  /** Not equal. */
  NOT_EQUAL("!=", 2) {
    @Override
    boolean apply(@Nullable Object left, @Nullable Object right) {
      return !Values.areEqual(left, right);
    }
  },
  /** At least; before {@link #GREATER}, which it starts with. */
  AT_LEAST(">=", 2) {
    @Override
    boolean apply(@Nullable Object left, @Nullable Object right) {
      return Values.compare(left, right) >= 0;
    }
  },
  /** At most; before {@link #LESS}, which it starts with. */
  AT_MOST("<=", 2) {
    @Override
    boolean apply(@Nullable Object left, @Nullable Object right) {
      return Values.compare(left, right) <= 0;
    }
  },
  /** Greater. */
  GREATER(">", 2) {
    @Override
    boolean apply(@Nullable Object left, @Nullable Object right) {
      return Values.compare(left, right) > 0;
    }
  },
  /** Less. */
  LESS("<", 2) {
    @Override
    boolean apply(@Nullable Object left, @Nullable Object right) {
      return Values.compare(left, right) < 0;
    }
  },
  /** An item of a list, or a part of a text. */
  CONTAINS("contains", 2) {
    @Override
    boolean apply(@Nullable Object left, @Nullable Object right) {
      Object plain = Values.plain(left);
      if (plain instanceof JsonArray array) {
        for (Object item : array) {
          if (Values.areEqual(item, right)) {
            return true;
          }
        }
      }
      return plain instanceof String text
          && new TextSearch(Conversions.toText(Values.plain(right))).first(text, 0) >= 0;
    }
  },
  /** The one operator that has no left side. */
  NOT("not", 1) {
    @Override
    boolean apply(@Nullable Object left, @Nullable Object right) {
      return !Values.isTruthy(right);
    }
  },
  /** Both. */
  AND("and", 0) {
    @Override
    boolean apply(@Nullable Object left, @Nullable Object right) {
      return Values.isTruthy(left) && Values.isTruthy(right);
    }
  },
  /** Either. */
  OR("or", 0) {
    @Override
    boolean apply(@Nullable Object left, @Nullable Object right) {
      return Values.isTruthy(left) || Values.isTruthy(right);
    }
  };

  private final String word;
  private final int precedence;

  Operator(String word, int precedence) {
    this.word = word;
    this.precedence = precedence;
  }

  abstract boolean apply(@Nullable Object left, @Nullable Object right);

  String word() {
    return word;
  }

  int precedence() {
    return precedence;
  }

  boolean isUnary() {
    return this == NOT;
  }
}
