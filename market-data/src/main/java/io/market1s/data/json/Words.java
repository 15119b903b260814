package io.market1s.data.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Words that a reader knows, found by their bytes: nothing is made of a text that is one of them. Immutable. */
public final class Words {
    /** Slots per word: few words share one. */
    private static final int ROOM = 4;

    private final String[] words;
    private final byte[][] spellings;
    private final int mask;

    private Words(int slots) {
        words = new String[slots];
        spellings = new byte[slots][];
        mask = slots - 1;
    }

    /** Words of ASCII characters. */
    public static Words of(String... known) {
        Words words = new Words(Integer.highestOneBit(known.length * ROOM) << 1);
        for (String word : known) {
            words.add(word);
        }
        return words;
    }

    private void add(String word) {
        byte[] spelling = word.getBytes(StandardCharsets.US_ASCII);
        int slot = word.hashCode() & mask;
        while (words[slot] != null) {
            slot = (slot + 1) & mask;
        }
        words[slot] = word;
        spellings[slot] = spelling;
    }

    /**
     * The word that the bytes in {@code [from, to)} spell; null if it is not known.
     *
     * @param hash as {@link String#hashCode} has it
     */
    @Nullable
    String find(byte[] text, int from, int to, int hash) {
        for (int slot = hash & mask; words[slot] != null; slot = (slot + 1) & mask) {
            byte[] spelling = spellings[slot];
            if (Arrays.equals(spelling, 0, spelling.length, text, from, to)) {
                return words[slot];
            }
        }
        return null;
    }
}
