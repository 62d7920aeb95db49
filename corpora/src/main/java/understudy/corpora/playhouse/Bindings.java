package understudy.corpora.playhouse;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Variables and what they stand for: an immutable chain, newest first, so that a reader can follow several possibilities at once. */
record Bindings(String variable, Value value, Bindings older) implements Iterable<Value> {
    static final Bindings NONE = new Bindings("", null, null);

    Bindings with(String name, Value bound) {
        return new Bindings(name, bound, this);
    }

    boolean has(String name) {
        for (Bindings b = this; b != NONE; b = b.older) {
            if (b.variable.equals(name)) {
                return true;
            }
        }
        return false;
    }

    Value get(String name) {
        for (Bindings b = this; b != NONE; b = b.older) {
            if (b.variable.equals(name)) {
                return b.value;
            }
        }
        throw new IllegalStateException("the grammar uses " + name + " before it stands for anything");
    }

    @Override
    public Iterator<Value> iterator() {
        return new Iterator<>() {
            private Bindings next = Bindings.this;

            @Override
            public boolean hasNext() {
                return next != NONE;
            }

            @Override
            public Value next() {
                if (next == NONE) {
                    throw new NoSuchElementException();
                }
                Value value = next.value;
                next = next.older;
                return value;
            }
        };
    }
}
