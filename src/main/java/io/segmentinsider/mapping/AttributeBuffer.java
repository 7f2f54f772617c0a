package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonBuffer;
import io.segmentinsider.record.UserData;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import javax.annotation.Nullable;

/**
 * The attributes of one user object under construction, with all values in one piece of memory that
 * is used again. For one thread.
 */
public final class AttributeBuffer implements UserData.Attributes {

  private final JsonBuffer values = new JsonBuffer(512);
  private String[] names = new String[16];
  private boolean[] custom = new boolean[16];
  private boolean[] weak = new boolean[16];
  private String[] endings = new String[16];

  /** Where each value starts and ends. */
  private int[] bounds = new int[32];

  private int size;

  /** Takes everything out. */
  public void clear() {
    values.clear();
    size = 0;
  }

  @Override
  public int size() {
    return size;
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return size == 0;
  }

  /**
   * Adds an attribute, whatever there is already. The parameters are those of {@link
   * io.segmentinsider.record.Attribute}.
   *
   * @param value a JSON value; null if it is to be removed
   * @return bytes of its name and value
   */
  public int add(
      String name,
      boolean isCustom,
      @Nullable Object value,
      boolean isWeak,
      @Nullable String endsWith) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      custom = Arrays.copyOf(custom, size * 2);
      weak = Arrays.copyOf(weak, size * 2);
      endings = Arrays.copyOf(endings, size * 2);
      bounds = Arrays.copyOf(bounds, size * 4);
    }
    int from = values.size();
    if (value != null) {
      values.value(value);
    }
    names[size] = name;
    custom[size] = isCustom;
    weak[size] = isWeak;
    endings[size] = endsWith;
    bounds[2 * size] = from;
    bounds[2 * size + 1] = values.size();
    size++;
    return name.length() + values.size() - from;
  }

  /** Whether there is such a member; one that is to be removed counts. */
  public boolean has(String name, boolean isCustom) {
    return indexOf(name, isCustom) >= 0;
  }

  private int indexOf(String name, boolean isCustom) {
    for (int i = 0; i < size; i++) {
      if (custom[i] == isCustom && names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String name(int place) {
    return names[place];
  }

  @Override
  public boolean isCustom(int place) {
    return custom[place];
  }

  @Override
  public boolean isWeak(int place) {
    return weak[place];
  }

  @Override
  @Nullable
  public String endsWith(int place) {
    return endings[place];
  }

  @Override
  public int length(int place) {
    return bounds[2 * place + 1] - bounds[2 * place];
  }

  @Override
  public void writeValue(int place, DataOutput out) throws IOException {
    values.writeTo(out, bounds[2 * place], bounds[2 * place + 1]);
  }

  /** Takes out the attribute of that name if it is weak. */
  public void dropWeak(String name, boolean isCustom) {
    int place = indexOf(name, isCustom);
    if (place >= 0 && weak[place]) {
      int behind = place + 1;
      System.arraycopy(names, behind, names, place, size - behind);
      System.arraycopy(custom, behind, custom, place, size - behind);
      System.arraycopy(weak, behind, weak, place, size - behind);
      System.arraycopy(endings, behind, endings, place, size - behind);
      System.arraycopy(bounds, 2 * behind, bounds, 2 * place, 2 * (size - behind));
      size--;
    }
  }

  /** What the root attribute of a name says; null if it is there with neither yes nor no. */
  @Nullable
  public Boolean answer(String name) {
    int place = indexOf(name, false);
    if (place < 0 || length(place) == 0) {
      return null;
    }
    return values.byteAt(bounds[2 * place]) == 't';
  }
}
