package understudy.repl.rehearsal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointCard;
import understudy.checkpoints.JournalEvent;
import understudy.corpora.Corpus;
import understudy.corpora.CorpusCard;
import understudy.corpora.CorpusLibrary;
import understudy.corpora.Kind;
import understudy.models.Recipe;
import understudy.prompts.PromptBook;
import understudy.repl.Mistake;

/** How a new model joins the company: it is made, comes into memory, and lies on disk as step 0, or nothing of it stays. */
record Debut(Roster roster, Archive archive, Casting casting, CorpusLibrary corpora, PromptBook prompts) {

    Player create(String name, String corpus, Recipe base, Recipe recipe, long seed) {
        requireFree(name);
        Player player;
        try (Corpus text = corpora.whole(corpus)) {
            requireChoice(text);
            player = casting.build(name, text, recipe, seed);
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("corpus", corpus);
        facts.put("recipe", base.name());
        facts.put("seed", seed);
        facts.put("changes", Change.between(base, recipe));
        return join(player, new JournalEvent(0, Events.NEW, facts));
    }

    /** @param parent whose parameters and tokenizer it begins with */
    Player fork(Fork wish, Checkpoint parent) {
        requireFree(wish.name());
        CheckpointCard.Source before = parent.card().source();
        CheckpointCard.Source source =
                wish.corpus().map(corpus -> source(wish, corpus, before)).orElse(before);
        Player player = casting.fork(wish, parent, source);
        try {
            player.stands(player.standing().alongside(left(source, parent)));
            Appetite.check(player.model(), player.standing().recipe());
            Material.of(corpora, prompts, player, player.standing().recipe()); // says so if that text cannot be read
        } catch (RuntimeException fault) {
            player.close();
            throw fault;
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("parent", parent.reference());
        facts.put("corpus", source.corpus());
        wish.template().ifPresent(name -> facts.put("template", name));
        facts.put("seed", wish.seed());
        facts.put(
                "changes",
                Change.between(
                        Stored.standing(parent).recipe(), player.standing().recipe()));
        return join(player, new JournalEvent(0, Events.FORKED, facts));
    }

    /** Another text; the model goes on talking by its parent's template, unless a person names one for the conversations to learn. */
    private CheckpointCard.Source source(Fork wish, String corpus, CheckpointCard.Source parent) {
        CorpusCard card = corpora.card(corpus);
        Optional<String> known = Material.template(parent);
        Optional<String> template =
                card.kind() == Kind.CONVERSATIONS ? wish.template().or(() -> known) : wish.template();
        return Material.talking(
                Material.source(card, parent.tokenizer(), template), known, Material.chatTemplate(parent));
    }

    /** The corpus that the parent learned, where that is another one and still here. */
    private Optional<String> left(CheckpointCard.Source source, Checkpoint parent) {
        String base = parent.card().source().corpus();
        return Optional.of(base)
                .filter(name -> !name.equals(source.corpus()) && corpora.names().contains(name));
    }

    /**
     * A model from elsewhere: written down as step 0 first, tensor by tensor, and then read as any other, so that it is
     * in memory once and no more.
     */
    Player adopt(String name, Guest guest, Optional<String> corpus, long seed) {
        requireFree(name);
        Optional<String> template = guest.template(prompts);
        CheckpointCard.Source source = corpus.map(corpora::card)
                .map(card -> Material.source(
                        card,
                        guest.tokenizer().name(),
                        card.kind() == Kind.CONVERSATIONS ? template : Optional.empty()))
                .orElse(new CheckpointCard.Source(
                        "", Map.of(), "", guest.tokenizer().name()));
        source = Material.talking(source, template, guest.chatTemplate());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("path", guest.path().toAbsolutePath().toString());
        facts.put("architecture", guest.dialect().architecture());
        facts.put("corpus", source.corpus());
        facts.put("seed", seed);
        Player player = null;
        try {
            Checkpoint written = archive.store().save(name, casting.contents(guest, source, seed));
            archive.scribe().note(name, new JournalEvent(0, Events.IMPORTED, facts));
            archive.scribe().note(name, new JournalEvent(0, Events.SAVED, Map.of("bytes", written.bytes())));
            player = casting.read(written);
            if (corpus.isPresent()) {
                Material.of(
                        corpora, prompts, player, player.standing().recipe()); // says so if that text cannot be read
            }
        } catch (RuntimeException fault) {
            if (player != null) {
                player.close();
            }
            archive.delete(name);
            throw fault;
        }
        roster.add(player);
        return player;
    }

    private Player join(Player player, JournalEvent how) {
        roster.add(player);
        try {
            archive.begin(player, how);
        } catch (RuntimeException fault) {
            roster.drop(player);
            throw fault;
        }
        return player;
    }

    /** @throws Mistake if that is no name, or another model has it */
    private void requireFree(String name) {
        if (archive.has(name)
                && !roster.has(name)
                && archive.store().latest(name).isEmpty()) {
            throw new Mistake("A model " + name + " was begun here and has no checkpoint that can be read; `delete "
                    + name + "` removes what is left of it.");
        }
        if (archive.has(name) || roster.has(name)) {
            throw new Mistake("A model " + name + " exists already; choose another name, or `delete " + name + "`.");
        }
        archive.store().list(name); // says so if that cannot be a name
    }

    /** Where one symbol is all there is, the next one is never in doubt. */
    private static void requireChoice(Corpus text) {
        if (text.tokenizer().vocabulary() == 1) {
            throw new Mistake("The corpus " + text.card().name() + " has one distinct symbol, "
                    + "\"" + text.tokenizer().piece(0).replace("\n", "\\n").replaceAll("\\p{Cntrl}", "?") + "\""
                    + ": nothing can be learned from it. `corpus add NAME PATH` reads another text.");
        }
    }
}
