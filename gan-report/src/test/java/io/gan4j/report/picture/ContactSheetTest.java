package io.gan4j.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.data.Image;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A contact sheet")
class ContactSheetTest {
  @Test
  @DisplayName("shows grey, colour and see-through images")
  void sheet() {
    Image red = new Image(1, 2, 3, new byte[] {(byte) 255, 0, 0, (byte) 255, 0, 0});
    Image clear = new Image(1, 1, 2, new byte[] {0, 0});
    BufferedImage sheet = ContactSheet.render(List.of(red, clear));

    assertThat(sheet.getRGB(52, 52)).isEqualTo(0xFFFF0000);
    assertThat(sheet.getRGB(52, 10)).isEqualTo(0xFFFFFFFF); // the image is half as high as wide
    assertThat(List.of(0xFFFFFFFF, 0xFFC0C0C0)).contains(sheet.getRGB(152, 52));
  }
}
