package io.market1s.resample.bar;

/** Where facts are kept. A call has taken effect when it returns, as durably as the implementation promises. */
public interface Journal {
    /** Remembers a fact in place of any of the same identity. */
    void put(Fact fact);

    /** Forgets the fact of this identity. */
    void remove(Fact.Identity fact);
}
