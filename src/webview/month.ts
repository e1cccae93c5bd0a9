// Month to date: the big figure, the level in a word, and the cap bar with pace, forecast and cap.
import type { Meter, MonthSection } from '../core/dashboard/dashboardProtocol';
import { buttonView, type Run } from './button';
import { element, figureView, setAttribute, setHidden, setShare, setText, type View } from './dom';
import { setIcon } from './icons';
import { sumView } from './sum';

export function monthView(run: Run): View<MonthSection> {
  const heading = element('h2', '');
  heading.id = 'month-heading';
  const amount = figureView(element('span', 'amount'));
  const ofCap = element('span', 'of-cap');
  const changeCap = buttonView(run, 'quiet');
  const level = levelView();
  const meter = meterView();
  const pace = element('p', 'pace-text');
  const lowerBound = element('p', 'lower-bound');
  const note = element('p', 'muted note');
  const firstRead = element('p', 'lower-bound');
  const sum = sumView();
  const root = element(
    'section',
    'month card',
    element('div', 'section-head', heading, level.root),
    element('p', 'hero', amount.root, ofCap, changeCap.root),
    meter.root,
    pace,
    lowerBound,
    firstRead,
    note,
    sum.root,
  );
  root.setAttribute('aria-labelledby', heading.id);
  return {
    root,
    update(month) {
      setText(heading, month.heading);
      amount.update(month.amount);
      setText(ofCap, month.ofCap);
      changeCap.update(month.changeCap);
      root.dataset.level = month.level?.id ?? 'none';
      level.update(month);
      meter.update(month.meter);
      setHidden(pace, month.pace === null);
      setText(pace, month.pace ?? '');
      setHidden(lowerBound, month.lowerBound === null);
      setText(lowerBound, month.lowerBound ?? '');
      setText(note, month.note);
      setHidden(firstRead, month.firstRead === null);
      setText(firstRead, month.firstRead ?? '');
      sum.update(month.sum);
    },
  };
}

/** A sign, the percent and the word: colour is never alone. */
function levelView(): View<MonthSection> {
  const icon = element('span', 'icon');
  const percent = element('span', 'percent');
  const word = element('span', '');
  const root = element('p', 'level', icon, percent, word);
  return {
    root,
    update({ level, percent: used }) {
      setHidden(root, level === null);
      if (level) setIcon(icon, level.id);
      setText(percent, used ?? '');
      setText(word, level?.word ?? '');
    },
  };
}

function meterView(): View<Meter | null> {
  const track = element('div', 'track');
  const mark = (name: string) => track.appendChild(element('span', name));
  const high = mark('ghost high');
  const expected = mark('ghost expected');
  const unbilled = mark('unbilled');
  mark('spent');
  const beyond = mark('beyond');
  const pace = mark('mark pace');
  mark('mark cap');
  const legend = element('p', 'legend');
  const key = (name: string) => legend.appendChild(element('span', `key ${name}`));
  const labels = { unbilled: key('unbilled'), pace: key('pace'), forecast: key('forecast'), cap: key('cap') };
  const root = element('div', 'meter', track, legend);
  track.setAttribute('role', 'meter');
  track.setAttribute('aria-valuemin', '0');
  track.setAttribute('aria-valuemax', '100');
  return {
    root,
    update(meter) {
      setHidden(root, meter === null);
      if (!meter) return;
      setAttribute(track, 'aria-label', meter.label);
      setAttribute(track, 'aria-valuenow', String(meter.valueNow));
      setAttribute(track, 'aria-valuetext', meter.valueText);
      setShare(track, '--spent', meter.spent);
      setShare(track, '--unbilled', meter.unbilled?.until ?? 0);
      setHidden(unbilled, meter.unbilled === null);
      setHidden(labels.unbilled, meter.unbilled === null);
      setText(labels.unbilled, meter.unbilled?.label ?? '');
      setShare(track, '--cap', meter.cap);
      setShare(track, '--pace', meter.pace);
      setShare(track, '--expected', meter.forecast?.expected ?? 0);
      setShare(track, '--high', meter.forecast?.high ?? 0);
      setHidden(expected, meter.forecast === null);
      setHidden(high, meter.forecast === null);
      setHidden(beyond, meter.spent <= meter.cap);
      setHidden(pace, meter.pace === meter.cap);
      setHidden(labels.pace, meter.pace === meter.cap);
      setHidden(labels.forecast, meter.forecast === null);
      setText(labels.pace, meter.paceLabel);
      setText(labels.forecast, meter.forecast?.label ?? '');
      setText(labels.cap, meter.capLabel);
    },
  };
}
