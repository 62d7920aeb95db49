package understudy.corpora;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that a person named, or that lie in the folders they named.
 *
 * @param files in the order in which they are joined: as named, those of a folder by their names
 * @param skipped files of folders that hold no text
 */
record Sources(List<Path> files, List<Path> skipped) {
    private static final int NAMED_AT_MOST = 3;

    static Sources of(List<Path> named) {
        if (named.isEmpty()) {
            throw new CorpusException("no file or folder to read; type: corpus add NAME PATH");
        }
        List<Path> files = new ArrayList<>();
        List<Path> skipped = new ArrayList<>();
        for (Path path : named) {
            if (!Files.exists(path)) {
                throw new CorpusException("there is no file or folder " + path + "; check the path: ls "
                        + path.toAbsolutePath().getParent());
            } else if (Files.isDirectory(path)) {
                folder(real(path), files, skipped);
            } else if (!Files.isRegularFile(path)) {
                throw new CorpusException(path + " is neither a file nor a folder; name a text file");
            } else {
                zeroByte(path).ifPresent(offset -> {
                    throw new CorpusException("expected UTF-8 text, found a zero byte at offset " + offset + " of "
                            + path + ": it is another kind of file; name a text file");
                });
                files.add(path);
            }
        }
        return new Sources(List.copyOf(files), List.copyOf(skipped));
    }

    /** A link to a folder is that folder; links inside it are not followed, since they may lead in circles. */
    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException fault) {
            throw TextReader.unreadable(folder, fault);
        }
    }

    private static void folder(Path folder, List<Path> files, List<Path> skipped) {
        List<Path> found = list(folder);
        int before = files.size();
        for (Path file : found) {
            (zeroByte(file).isPresent() ? skipped : files).add(file);
        }
        if (files.size() == before) {
            throw new CorpusException("the folder " + folder + " holds no text (files in it: " + found.size()
                    + "); name a folder with UTF-8 text files");
        }
    }

    /** Files below a folder in an order that is the same on every system; hidden ones are somebody else's. */
    private static List<Path> list(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> visible(folder.relativize(file)))
                    .sorted(Comparator.comparing(file -> portable(folder.relativize(file))))
                    .toList();
        } catch (IOException fault) {
            throw TextReader.unreadable(folder, fault);
        } catch (UncheckedIOException fault) {
            throw TextReader.unreadable(folder, fault.getCause());
        }
    }

    private static boolean visible(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    private static String portable(Path relative) {
        return relative.toString().replace('\\', '/');
    }

    private static OptionalInt zeroByte(Path file) {
        return Format.zeroByte(Source.of(file).head());
    }

    /** Which files these are, and in which state. */
    String wish() {
        StringBuilder wish = new StringBuilder();
        for (Path file : files) {
            try {
                wish.append(file.toAbsolutePath())
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file).toMillis())
                        .append('\n');
            } catch (IOException fault) {
                throw TextReader.unreadable(file, fault);
            }
        }
        return wish.toString();
    }

    /** Bytes of all files as they lie there; 0 if gzip packed some, so that it is not known how much they hold. */
    long bytes() {
        List<Source> all = sources();
        return all.stream().anyMatch(Source::packed)
                ? 0
                : all.stream().mapToLong(Source::size).sum();
    }

    /** The files, as they are read. */
    List<Source> sources() {
        return files.stream().map(Source::of).toList();
    }

    /**
     * What the files hold, all of them the same.
     *
     * @param format {@link AddOptions#AUTO}, or the name of the format that a person knows them to have
     */
    Format format(String format) {
        if (!format.equals(AddOptions.AUTO)) {
            return Format.named(format);
        }
        Map<Format, Path> found = new EnumMap<>(Format.class);
        files.stream()
                .filter(file -> Source.of(file).size() > 0)
                .forEach(file -> found.putIfAbsent(Format.of(Source.of(file)), file));
        if (found.size() > 1) {
            found.remove(Format.LINES); // a list among texts is part of the text
        }
        if (found.size() > 1) {
            throw new CorpusException("expected files of one format, found "
                    + found.entrySet().stream()
                            .map(each -> each.getKey().word() + " in " + each.getValue())
                            .collect(Collectors.joining(" and "))
                    + "; add them as corpora of their own, or type --format");
        }
        return found.keySet().stream().findFirst().orElse(Format.TEXT);
    }

    /** What a person should know about the choice of files, one line each. */
    List<String> warnings() {
        if (skipped.isEmpty()) {
            return List.of();
        }
        String some = skipped.stream()
                .limit(NAMED_AT_MOST)
                .map(file -> file.getFileName().toString())
                .collect(Collectors.joining(", "));
        return List.of("left out " + skipped.size()
                + (skipped.size() == 1 ? " file that is not text: " : " files that are not text: ") + some
                + (skipped.size() > NAMED_AT_MOST ? ", …" : ""));
    }
}
