package io.market1s.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Mailbox mailbox = new Mailbox(3_000);

    @Test
    void handsTasksOutInOrder() throws InterruptedException {
        List<String> ran = new ArrayList<>();
        mailbox.offer(10, () -> ran.add("message"));
        mailbox.post(() -> ran.add("task"));
        drain();
        assertThat(ran).containsExactly("message", "task");
    }

    @Test
    void refusesMessagesBeyondItsBytesAndTakesThemAgainOnceDrained() throws InterruptedException {
        assertThat(mailbox.offer(2_000, () -> {})).isTrue();
        assertThat(mailbox.offer(2_000, () -> {})).isFalse();
        assertThat(mailbox.isHalfEmpty()).isFalse();
        drain();
        assertThat(mailbox.isHalfEmpty()).isTrue();
        assertThat(mailbox.offer(2_000, () -> {})).isTrue();
    }

    @Test
    void countsManyEmptyMessagesToo() {
        int taken = 0;
        while (mailbox.offer(0, () -> {})) {
            taken++;
        }
        assertThat(taken).isEqualTo(15);
    }

    @Test
    void alwaysTakesTasks() throws InterruptedException {
        mailbox.offer(2_800, () -> {});
        List<String> ran = new ArrayList<>();
        mailbox.post(() -> ran.add("task"));
        drain();
        assertThat(ran).containsExactly("task");
    }

    @Test
    void wakesOnceForManyCallsAndAgainAfterwards() throws InterruptedException {
        mailbox.wake();
        mailbox.wake();
        assertThat(drain()).isEqualTo(1);
        mailbox.wake();
        assertThat(drain()).isEqualTo(1);
    }

    private int drain() throws InterruptedException {
        int count = 0;
        for (Runnable task = mailbox.poll(0, TimeUnit.SECONDS);
                task != null;
                task = mailbox.poll(0, TimeUnit.SECONDS)) {
            task.run();
            count++;
        }
        return count;
    }
}
