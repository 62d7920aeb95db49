package understudy.repl.commands;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import understudy.repl.Session;

/** How picocli makes nested commands, candidates and converters: with the session if their constructor asks for it. */
final class Making implements IFactory {
    private final Session session;
    private final IFactory other = CommandLine.defaultFactory();

    Making(Session session) {
        this.session = session;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Constructor<K> wanting;
        try {
            wanting = type.getDeclaredConstructor(Session.class);
        } catch (NoSuchMethodException e) {
            return other.create(type);
        }
        wanting.setAccessible(true);
        try {
            return wanting.newInstance(session);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("cannot make " + type.getName(), e.getCause());
        }
    }
}
