package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.DefaultParameter;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/**
 * Takes the parameters of an event that is about several products, or about none. What stands
 * beside the lines is not about any of them: the name of an order is a person's, its address is a
 * page's, its quantity is that of all lines. Such a value travels as a custom parameter.
 *
 * @param parameters takes them in the end
 */
record OrderParameters(Parameters parameters) implements FieldSink {

  /** What the custom name starts with. */
  static final String PREFIX = "order_";

  private static final Set<String> OF_A_PRODUCT =
      EnumSet.of(
              DefaultParameter.PRODUCT_ID,
              DefaultParameter.NAME,
              DefaultParameter.TAXONOMY,
              DefaultParameter.URL,
              DefaultParameter.PRODUCT_IMAGE_URL,
              DefaultParameter.QUANTITY,
              DefaultParameter.UNIT_PRICE,
              DefaultParameter.UNIT_SALE_PRICE,
              DefaultParameter.COLOR,
              DefaultParameter.SIZE,
              DefaultParameter.VARIANT_ID)
          .stream()
          .map(DefaultParameter::key)
          .collect(Collectors.toUnmodifiableSet());

  @Override
  @Nullable
  public String customNameOf(String name) {
    return OF_A_PRODUCT.contains(name) ? PREFIX + name : null;
  }

  @Override
  public boolean add(String name, boolean custom, Object value) {
    return parameters.add(name, custom, value);
  }

  @Override
  public void leftOut(String name, LeftOut value) {
    if (!OF_A_PRODUCT.contains(name)) {
      parameters.leftOut(name, value);
    }
  }

  @Override
  public boolean sawCurrency(Set<String> currencies, boolean named) {
    return parameters.sawCurrency(currencies, named);
  }

  @Override
  public void nullTrait(String name, boolean custom, boolean removable) {
    parameters.nullTrait(name, custom, removable);
  }

  /** An event is what it is. */
  @Override
  public FieldSink weak() {
    return this;
  }

  /** An event is what it is. */
  @Override
  public FieldSink endingWith(String customName) {
    return this;
  }

  @Override
  public boolean has(String name, boolean custom) {
    return parameters.has(name, custom);
  }
}
