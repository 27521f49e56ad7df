package io.gan4j.datasets.internal.image;

import io.gan4j.api.data.ImageSource.Form;

/** What is taken of a picture: all of it, or one of two that stand side by side in it. */
public enum Half {
  /** All of it. */
  WHOLE,
  /** The columns on the left. */
  LEFT,
  /** The columns on the right. */
  RIGHT;

  /** The form of what is taken of a picture. */
  Form of(Form picture) throws BadImageException {
    if (this == WHOLE) {
      return picture;
    }
    if (picture.width() % 2 != 0) {
      throw new BadImageException(
          "it is " + picture.width() + " pixels wide, which are no two pictures of one width");
    }
    return new Form(picture.height(), picture.width() / 2, picture.channels());
  }

  /** The first column that is taken of a picture twice as wide as this. */
  int first(int width) {
    return this == RIGHT ? width : 0;
  }
}
