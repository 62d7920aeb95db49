package understudy.repl.terminal;

import java.util.Arrays;
import understudy.repl.terminal.VtScreen.Style;

/** Select graphic rendition: the codes that change how what follows looks (ECMA-48, 8.3.117; colours as xterm has them). */
final class Rendition {
    private static final int[] SIXTEEN = {
        0x24292e, 0xcf5b56, 0x6a9955, 0xc5a332, 0x4c8dd6, 0xb07cc6, 0x3fa7a7, 0xc8ccd0,
        0x8a9099, 0xe06c66, 0x8dc07c, 0xe0c060, 0x74a8e8, 0xc79bd9, 0x63c2c2, 0xffffff
    };
    private static final int[] LEVELS = {0, 95, 135, 175, 215, 255};

    private Rendition() {}

    static Style of(Style before, String given) {
        int[] codes = given.isEmpty()
                ? new int[] {0}
                : Arrays.stream(given.split("[;:]", -1))
                        .mapToInt(code -> code.isEmpty() ? 0 : Integer.parseInt(code))
                        .toArray();
        Style style = before;
        for (int i = 0; i < codes.length; i++) {
            int code = codes[i];
            if ((code == 38 || code == 48) && i + 2 < codes.length && codes[i + 1] == 5) {
                style = coloured(style, code == 38, indexed(codes[i + 2]));
                i += 2;
            } else if ((code == 38 || code == 48) && i + 4 < codes.length && codes[i + 1] == 2) {
                style = coloured(style, code == 38, codes[i + 2] << 16 | codes[i + 3] << 8 | codes[i + 4]);
                i += 4;
            } else {
                style = simple(style, code);
            }
        }
        return style;
    }

    private static Style simple(Style s, int code) {
        return switch (code) {
            case 0 -> Style.PLAIN;
            case 1 -> new Style(s.front(), s.back(), true, s.underlined(), s.reversed());
            case 22 -> new Style(s.front(), s.back(), false, s.underlined(), s.reversed());
            case 4 -> new Style(s.front(), s.back(), s.bold(), true, s.reversed());
            case 24 -> new Style(s.front(), s.back(), s.bold(), false, s.reversed());
            case 7 -> new Style(s.front(), s.back(), s.bold(), s.underlined(), true);
            case 27 -> new Style(s.front(), s.back(), s.bold(), s.underlined(), false);
            case 39 -> coloured(s, true, -1);
            case 49 -> coloured(s, false, -1);
            default -> {
                if (code >= 30 && code < 38) {
                    yield coloured(s, true, SIXTEEN[code - 30]);
                }
                if (code >= 90 && code < 98) {
                    yield coloured(s, true, SIXTEEN[code - 82]);
                }
                if (code >= 40 && code < 48) {
                    yield coloured(s, false, SIXTEEN[code - 40]);
                }
                yield s;
            }
        };
    }

    private static Style coloured(Style s, boolean front, int colour) {
        return front
                ? new Style(colour, s.back(), s.bold(), s.underlined(), s.reversed())
                : new Style(s.front(), colour, s.bold(), s.underlined(), s.reversed());
    }

    private static int indexed(int index) {
        if (index < 16) {
            return SIXTEEN[index];
        }
        if (index >= 232) {
            int grey = 8 + 10 * (index - 232);
            return grey << 16 | grey << 8 | grey;
        }
        int cube = index - 16;
        return LEVELS[cube / 36] << 16 | LEVELS[cube / 6 % 6] << 8 | LEVELS[cube % 6];
    }
}
