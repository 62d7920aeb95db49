package understudy.repl.commands;

import java.util.stream.Collectors;
import understudy.corpora.Corpus;
import understudy.corpora.CorpusCard;
import understudy.corpora.CorpusException;
import understudy.corpora.CorpusLibrary;
import understudy.corpora.Split;
import understudy.corpora.Tokens;
import understudy.corpora.playhouse.Part;
import understudy.corpora.playhouse.PlayhouseOptions;
import understudy.repl.Figures;
import understudy.repl.Session;

/** The tour's text: the bundled Playhouse as it is by default, made if it is not there yet under its own name or a free one. */
final class TourCorpus {
    private static final String NAME = "playhouse";
    private static final int PASSAGE = 12;
    private static final int SEARCHED = 20_000;

    private final Session session;
    private final TourGuide guide;

    TourCorpus(Session session, TourGuide guide) {
        this.session = session;
        this.guide = guide;
    }

    CorpusCard open() {
        guide.scene("A text to learn");
        guide.say(
                "The Playhouse is a small made-up town: some forty people, where they live, what they own, want and fear."
                        + " A program writes plays, letters, talk and questions about them.");
        session.console().progress("writing it");
        CorpusCard card = find();
        guide.say("Here it is called " + card.name() + ": " + new CorpusReport(card).sizes() + ". It begins:");
        guide.passage(passage(card.name()));
        card.floor()
                .ifPresent(floor -> guide.say("As a program wrote it, it is known how much of it is pure chance: "
                        + Figures.loss(floor)
                        + " nats a character. No honest model can guess better than that. This is the floor."));
        return card;
    }

    private CorpusCard find() {
        CorpusLibrary library = session.company().corpora();
        for (int n = 1; ; n++) {
            String name = n == 1 ? NAME : NAME + "-" + n;
            if (!library.names().contains(name)) {
                try (Corpus made = library.playhouse(name, PlayhouseOptions.defaults())) {
                    return made.card();
                }
            }
            if (isPlayhouse(library, name)) {
                return library.card(name);
            }
        }
    }

    /** Whether a corpus is what would be generated: another text of that name is the person's own and stays. */
    private static boolean isPlayhouse(CorpusLibrary library, String name) {
        try {
            CorpusCard card = library.card(name);
            PlayhouseOptions wanted = PlayhouseOptions.defaults();
            return Long.toString(wanted.seed()).equals(card.generator().get("seed"))
                    && Long.toString(wanted.size()).equals(card.generator().get("size"))
                    && wanted.parts().stream()
                            .map(Part::word)
                            .collect(Collectors.joining(","))
                            .equals(card.generator().get("parts"));
        } catch (CorpusException damaged) {
            return false;
        }
    }

    /** The opening of the first play. */
    private String passage(String name) {
        try (Corpus corpus = session.company().corpora().open(name)) {
            Tokens tokens = corpus.tokens(Split.TRAIN);
            int[] ids = new int[(int) Math.min(SEARCHED, tokens.size())];
            tokens.read(0, ids, 0, ids.length);
            String text = corpus.tokenizer().decode(ids);
            String play = text.substring(Math.max(0, text.indexOf("SCENE:")));
            return String.join("\n", play.lines().limit(PASSAGE).toList()).strip();
        }
    }
}
