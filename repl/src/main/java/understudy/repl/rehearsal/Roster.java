package understudy.repl.rehearsal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models in memory, in the order in which they came. It owns their native memory. Changed by one thread at a time, read from any. */
final class Roster implements AutoCloseable {
    private volatile Map<String, Player> players = Map.of();

    Optional<Player> find(String name) {
        return Optional.ofNullable(players.get(name));
    }

    boolean has(String name) {
        return players.containsKey(name);
    }

    List<Player> players() {
        return List.copyOf(players.values());
    }

    void add(Player player) {
        Map<String, Player> more = new LinkedHashMap<>(players);
        more.put(player.name(), player);
        players = more;
    }

    /** Forgets a model and frees it. */
    void drop(Player player) {
        Map<String, Player> fewer = new LinkedHashMap<>(players);
        fewer.remove(player.name());
        players = fewer;
        player.close();
    }

    /** Puts each under the name that it has now. */
    void reorder() {
        Map<String, Player> same = new LinkedHashMap<>();
        players.values().forEach(each -> same.put(each.name(), each));
        players = same;
    }

    @Override
    public void close() {
        players.values().forEach(Player::close);
        players = Map.of();
    }
}
