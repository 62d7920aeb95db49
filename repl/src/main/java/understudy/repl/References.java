package understudy.repl;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointList;

/** The models, and every checkpoint of each under all its names. */
public final class References implements Iterable<String> {
    private final Session session;

    public References(Session session) {
        this.session = session;
    }

    @Override
    public Iterator<String> iterator() {
        List<String> all = new ArrayList<>(session.company().names());
        for (String model : session.company().store().models()) {
            CheckpointList list = session.company().store().list(model);
            for (Checkpoint one : list.checkpoints()) {
                all.add(one.reference());
                list.namesOf(one).forEach(name -> all.add(model + "@" + name));
            }
        }
        return all.iterator();
    }
}
