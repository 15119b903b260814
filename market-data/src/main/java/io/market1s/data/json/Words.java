package io.market1s.data.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Words that a reader knows, and what each stands for, found by their bytes: nothing is made of a text that is one of
 * them. Immutable.
 *
 * @param <T> what a word stands for
 */
public final class Words<T> {
    /** Slots per word: few words share one. */
    private static final int ROOM = 4;

    private final byte[][] spellings;
    private final List<@Nullable T> meanings;
    private final int mask;

    private Words(List<T> known, Function<T, String> spelling) {
        int size = Integer.highestOneBit(known.size() * ROOM) << 1;
        spellings = new byte[size][];
        meanings = new ArrayList<>(Collections.nCopies(size, null));
        mask = size - 1;
        known.forEach(each -> add(spelling.apply(each), each));
    }

    /** Texts of ASCII characters, each of which stands for itself. */
    public static Words<String> of(String... known) {
        return new Words<>(List.of(known), Function.identity());
    }

    /** Names of fields: an enum's constants, each spelled as its {@code toString} says. */
    public static <N extends Enum<N>> Words<N> of(Class<N> names) {
        return new Words<>(List.of(names.getEnumConstants()), Enum::toString);
    }

    private void add(String word, T meaning) {
        int slot = word.hashCode() & mask;
        while (spellings[slot] != null) {
            slot = (slot + 1) & mask;
        }
        spellings[slot] = word.getBytes(StandardCharsets.US_ASCII);
        meanings.set(slot, meaning);
    }

    /**
     * What the word that the bytes in {@code [from, to)} spell stands for; null if it is not known.
     *
     * @param hash as {@link String#hashCode} has it
     */
    @Nullable
    T find(byte[] text, int from, int to, int hash) {
        for (int slot = hash & mask; spellings[slot] != null; slot = (slot + 1) & mask) {
            byte[] spelling = spellings[slot];
            if (Arrays.equals(spelling, 0, spelling.length, text, from, to)) {
                return meanings.get(slot);
            }
        }
        return null;
    }
}
