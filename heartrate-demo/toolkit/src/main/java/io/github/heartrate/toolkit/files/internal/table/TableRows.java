package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.files.internal.table.TimeReading.OrderSeen;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.telemetry.DateOrder;
import io.github.heartrate.toolkit.telemetry.Omission;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.internal.steps.PatientTrack;
import java.time.Instant;
import java.util.Iterator;

/** Hands the readings of a table's rows on, and holds what was decided by its first rows to all of them. */
final class TableRows {

    private final Pass pass;
    private final Layout layout;
    private final TimeReading times;
    private final RateCells rates;
    private final UnreadColumns unread;
    private final RateEvidence evidence;
    private final RowSources sources;
    private final long lastOfHead;

    TableRows(Pass pass, Head head, Layout layout, TimeReading times, RateCells rates, UnreadColumns unread) {
        this.pass = pass;
        this.layout = layout;
        this.times = times;
        this.rates = rates;
        this.unread = unread;
        this.evidence = new RateEvidence(pass, layout);
        this.sources = new RowSources(pass, head, layout);
        this.lastOfHead = head.rows().isEmpty()
                ? 0
                : head.rows().get(head.rows().size() - 1).line();
    }

    void read(Iterator<RowCursor> rows) {
        while (rows.hasNext()) {
            handOn(rows.next());
        }
    }

    /** After the last row. */
    void end() {
        evidence.end();
        unread.end();
    }

    /** A rate of a row that has nothing to tell of but its rates; {@link RateCells#absent} if there is none. */
    void handOn(PatientTrack patient, Instant time, int rate, double bpm) {
        if (bpm >= 0 && bpm < Double.POSITIVE_INFINITY) {
            evidence.accept(rate, bpm);
            pass.accept(patient, time, bpm);
        } else {
            pass.omit(bpm == RateCells.BLANK ? Omission.BLANK : Omission.NO_VALUE);
        }
    }

    private void handOn(RowCursor row) {
        if (row.isLeftOut()) {
            pass.omit(Omission.FILTERED);
            return;
        }
        SkipReason error = row.error();
        Instant time = row.time();
        if (error != null || time == null) {
            refuseTheOtherOrder(row);
            pass.skip(row.line(), error == null ? SkipReason.BAD_TIME : error, row.detail());
            return;
        }
        if (row.isAmbiguous()) {
            pass.ambiguous();
        }
        for (int i = 0; i < layout.rateColumns().size(); i++) {
            if (rates.isRate(i)) {
                accept(row, i, time);
            } else {
                leaveOut(row, i);
            }
        }
    }

    private void leaveOut(RowCursor row, int rate) {
        RateCells.SkippedRate bad = rates.bad(rate);
        if (bad != null) {
            pass.skip(row.line(), bad.reason(), bad.detail());
        } else {
            pass.omit(rates.isBlank(rate) ? Omission.BLANK : Omission.NO_VALUE);
        }
    }

    private void accept(RowCursor row, int rate, Instant time) {
        if (!row.isSameItem()) {
            throw Items.mixed(pass.file(), layout.name(layout.itemColumn()), row.items());
        }
        double bpm = rates.bpm(rate);
        evidence.accept(rate, bpm);
        unread.row(time, bpm, row.line() <= lastOfHead);
        if (layout.sourceColumn() == Layout.NONE) {
            pass.accept(row.patient(rate), time, bpm);
        } else {
            sources.accept(row.patient(rate), row.source(), time, bpm);
        }
    }

    private void refuseTheOtherOrder(RowCursor row) {
        OrderSeen seen = times.orderSeen();
        DateOrder order = row.error() == SkipReason.BAD_TIME ? SlashDate.shownBy(row.badDate()) : null;
        if (seen != null && order != null && order != seen.order()) {
            int column = layout.dateColumn() == Layout.NONE ? layout.timeColumn() : layout.dateColumn();
            throw seen.contradiction(pass.file(), layout.name(column), new OrderSeen(order, row.line(), row.badDate()));
        }
    }
}
