package understudy.repl.terminal;

/** Reads what a program sends to a terminal. Throws at a control sequence it does not know, so that new ones get noticed. */
final class VtParser {
    private enum State {
        TEXT,
        ESCAPE,
        CONTROL,
        SYSTEM_COMMAND,
        CHARACTER_SET
    }

    private final VtScreen screen;
    private final StringBuilder arguments = new StringBuilder();
    private State state = State.TEXT;

    VtParser(VtScreen screen) {
        this.screen = screen;
    }

    void put(int c) {
        switch (state) {
            case TEXT -> text(c);
            case ESCAPE -> escape(c);
            case CONTROL -> {
                if (c >= 0x40 && c < 0x7f) {
                    state = State.TEXT;
                    control((char) c, arguments.toString());
                } else {
                    arguments.appendCodePoint(c);
                }
            }
            case SYSTEM_COMMAND -> state = c == 7 ? State.TEXT : c == 27 ? State.ESCAPE : state;
            case CHARACTER_SET -> state = State.TEXT;
        }
    }

    private void text(int c) {
        switch (c) {
            case 27 -> state = State.ESCAPE;
            case '\r' -> screen.carriageReturn();
            case '\n' -> screen.lineFeed();
            case '\b' -> screen.backspace();
            case 0, 7, 14, 15 -> {}
            default -> {
                if (c < 32 || c == 127) {
                    throw new IllegalStateException("control character " + c);
                }
                screen.glyph(c);
            }
        }
    }

    private void escape(int c) {
        state = State.TEXT;
        switch (c) {
            case '[' -> {
                state = State.CONTROL;
                arguments.setLength(0);
            }
            case ']' -> state = State.SYSTEM_COMMAND;
            case '(', ')' -> state = State.CHARACTER_SET;
            case '7' -> screen.save();
            case '8' -> screen.restore();
            case 'D' -> screen.lineFeed();
            case 'E' -> {
                screen.carriageReturn();
                screen.lineFeed();
            }
            case 'M' -> screen.reverseLineFeed();
            case '=', '>', '\\' -> {}
            default -> throw new IllegalStateException("escape " + (char) c);
        }
    }

    private void control(char kind, String given) {
        if (given.startsWith("?")) {
            if (given.equals("?1049")) {
                screen.alternate(kind == 'h');
            }
            return;
        }
        if (given.startsWith(">") || given.startsWith("=")) {
            return;
        }
        if (kind == 'm') {
            screen.style(Rendition.of(screen.style(), given));
            return;
        }
        String[] parts = given.split(";");
        int first = parts[0].isEmpty() ? 0 : Integer.parseInt(parts[0]);
        int second = parts.length > 1 && !parts[1].isEmpty() ? Integer.parseInt(parts[1]) : 0;
        int count = Math.max(1, first);
        switch (kind) {
            case 'H', 'f' -> screen.moveTo(Math.max(1, second) - 1, count - 1);
            case 'A' -> screen.moveBy(0, -count);
            case 'B' -> screen.moveBy(0, count);
            case 'C' -> screen.moveBy(count, 0);
            case 'D' -> screen.moveBy(-count, 0);
            case 'G' -> screen.moveTo(count - 1, screen.cursorRow());
            case 'd' -> screen.moveTo(screen.cursorColumn(), count - 1);
            case 'J' -> screen.eraseInScreen(first);
            case 'K' -> screen.eraseInLine(first);
            case 'X' -> screen.eraseCharacters(count);
            case 'P' -> screen.deleteCharacters(count);
            case '@' -> screen.insertCharacters(count);
            case 'L' -> screen.insertLines(count);
            case 'M' -> screen.deleteLines(count);
            case 'r' -> screen.margins(count - 1, second);
            case 'n' -> {
                if (first == 6) {
                    screen.reportCursor();
                }
            }
            case 'h', 'l', 'c', 't', 'q' -> {}
            default -> throw new IllegalStateException("control sequence " + given + kind);
        }
    }
}
