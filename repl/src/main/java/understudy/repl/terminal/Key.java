package understudy.repl.terminal;

import com.googlecode.lanterna.input.KeyStroke;

/**
 * A key that was pressed in a view.
 *
 * @param what which
 * @param character where it is {@link What#CHARACTER}; a blank otherwise
 */
public record Key(What what, char character) {
    /** The keys that views know. */
    public enum What {
        CHARACTER,
        ENTER,
        TAB,
        BACK_TAB,
        BACKSPACE,
        DELETE,
        LEFT,
        RIGHT,
        UP,
        DOWN,
        HOME,
        END,
        PAGE_UP,
        PAGE_DOWN,
        ESCAPE,
        OTHER
    }

    public static Key of(char character) {
        return new Key(What.CHARACTER, character);
    }

    public static Key of(What what) {
        return new Key(what, ' ');
    }

    static Key of(KeyStroke stroke) {
        return switch (stroke.getKeyType()) {
            case Character -> stroke.isCtrlDown() || stroke.isAltDown() ? of(What.OTHER) : of(stroke.getCharacter());
            case Enter -> of(What.ENTER);
            case Tab -> of(What.TAB);
            case ReverseTab -> of(What.BACK_TAB);
            case Backspace -> of(What.BACKSPACE);
            case Delete -> of(What.DELETE);
            case ArrowLeft -> of(What.LEFT);
            case ArrowRight -> of(What.RIGHT);
            case ArrowUp -> of(What.UP);
            case ArrowDown -> of(What.DOWN);
            case Home -> of(What.HOME);
            case End -> of(What.END);
            case PageUp -> of(What.PAGE_UP);
            case PageDown -> of(What.PAGE_DOWN);
            case Escape -> of(What.ESCAPE);
            default -> of(What.OTHER);
        };
    }

    public boolean is(char wanted) {
        return what == What.CHARACTER && character == wanted;
    }

    public boolean is(What wanted) {
        return what == wanted;
    }
}
