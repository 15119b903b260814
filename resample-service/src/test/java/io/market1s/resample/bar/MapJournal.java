package io.market1s.resample.bar;

import io.market1s.resample.stream.FactBytes;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;

/** A journal in memory that keeps bytes, as the state store does. */
final class MapJournal implements Journal {
    private final Map<Bytes, byte[]> facts = new TreeMap<>();

    @Override
    public void put(Fact fact) {
        facts.put(FactBytes.key(fact.identity()), FactBytes.value(fact));
    }

    @Override
    public void remove(Fact.Identity fact) {
        facts.remove(FactBytes.key(fact));
    }

    Iterator<Fact> facts() {
        return facts.entrySet().stream()
                .map(entry -> FactBytes.read(entry.getKey(), entry.getValue()))
                .toList()
                .iterator();
    }

    int size() {
        return facts.size();
    }
}
