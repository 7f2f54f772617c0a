package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonNames;
import io.segmentinsider.mapping.AttributeBuffer;
import io.segmentinsider.mapping.UpdateBudget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/** The attributes of one user object under construction; one after another. */
final class AttributeList implements FieldSink {

  private static final String GROUP = "attributes";

  /** Up to here a search along the list beats a set. */
  private static final int SEARCHED_WITHOUT_INDEX = 24;

  private final UpdateBudget budget;
  private final AttributeBuffer attributes = new AttributeBuffer();
  private final List<NullTrait> nullTraits = new ArrayList<>(0);

  /** Has the bit of every name; a name whose bit is missing is not there. */
  private long filter;

  @Nullable private Set<String> customNames;
  @Nullable private Set<String> identifiers;

  /**
   * An empty list.
   *
   * @param budget bounds what is added
   */
  AttributeList(UpdateBudget budget) {
    this.budget = budget;
  }

  /** Takes everything out. */
  void clear() {
    attributes.clear();
    nullTraits.clear();
    filter = 0;
    customNames = null;
    identifiers = null;
  }

  @Override
  public boolean add(String name, boolean custom, Object value) {
    return add(name, custom, value, false, null);
  }

  private boolean add(
      String name,
      boolean custom,
      @Nullable Object value,
      boolean weak,
      @Nullable String endsWith) {
    if (has(name, custom)) {
      return false;
    }
    budget.take(GROUP, attributes.add(name, custom, value, weak, endsWith));
    filter |= JsonNames.bit(name);
    budget.requireNames(GROUP, attributes.size());
    if (customNames != null && custom) {
      customNames.add(name);
    }
    return true;
  }

  /**
   * An attribute whose trait is null.
   *
   * @param name as sent
   * @param custom whether it stands in {@code custom}
   * @param removable whether it may be removed
   */
  record NullTrait(String name, boolean custom, boolean removable) {}

  @Override
  public void nullTrait(String name, boolean custom, boolean removable) {
    nullTraits.add(new NullTrait(name, custom, removable));
    budget.requireNames(GROUP, nullTraits.size());
  }

  /** The traits that are null so far. */
  List<NullTrait> nullTraits() {
    return nullTraits;
  }

  /** Removes an attribute at Insider, unless the person gave a value for it. */
  void remove(String name, boolean custom) {
    attributes.dropWeak(name, custom);
    add(name, custom, null, false, null);
  }

  @Override
  public FieldSink weak() {
    return new Marked(this, true, null);
  }

  @Override
  public FieldSink endingWith(String customName) {
    return new Marked(this, false, customName);
  }

  /** The event's value for that field is an identifier, so that it is no attribute besides. */
  void identifiedBy(String name) {
    if (identifiers == null) {
      identifiers = new HashSet<>();
    }
    identifiers.add(name);
  }

  @Override
  public boolean isIdentifier(String name) {
    return identifiers != null && identifiers.contains(name);
  }

  /** No attribute is required, so nobody asks. */
  @Override
  public void leftOut(String name, LeftOut value) {}

  /** An attribute is a number or a text; nothing beside it says a currency. */
  @Override
  public boolean sawCurrency(Set<String> currencies, boolean named) {
    return false;
  }

  @Override
  public boolean has(String name, boolean custom) {
    if ((filter & JsonNames.bit(name)) == 0) {
      return false;
    }
    if (custom && attributes.size() > SEARCHED_WITHOUT_INDEX) {
      return customNames().contains(name);
    }
    return attributes.has(name, custom);
  }

  /** The list for attributes that have a mark in common. */
  private record Marked(AttributeList list, boolean isWeak, @Nullable String key)
      implements FieldSink {

    @Override
    public boolean add(String name, boolean custom, Object value) {
      return list.add(name, custom, value, isWeak, key);
    }

    @Override
    public void leftOut(String name, LeftOut value) {
      list.leftOut(name, value);
    }

    @Override
    public boolean sawCurrency(Set<String> currencies, boolean named) {
      return list.sawCurrency(currencies, named);
    }

    @Override
    public void nullTrait(String name, boolean custom, boolean removable) {
      list.nullTrait(name, custom, removable);
    }

    @Override
    public FieldSink weak() {
      return new Marked(list, true, key);
    }

    @Override
    public FieldSink endingWith(String customName) {
      return new Marked(list, isWeak, customName);
    }

    @Override
    public boolean has(String name, boolean custom) {
      return list.has(name, custom);
    }
  }

  private Set<String> customNames() {
    if (customNames == null) {
      customNames = new HashSet<>();
      for (int i = 0; i < attributes.size(); i++) {
        if (attributes.isCustom(i)) {
          customNames.add(attributes.name(i));
        }
      }
    }
    return customNames;
  }

  AttributeBuffer attributes() {
    return attributes;
  }

  boolean isEmpty() {
    return attributes.isEmpty();
  }
}
